/**
 * Chat platforms: what their webhooks look like, how each is authenticated, and who wrote a message. One class a platform.
 *
 * <p>Knows {@code message} and what is below it. Begin at {@link io.botstatus.provider.Platform}.
 */
@NullMarked
package io.botstatus.provider;

import org.jspecify.annotations.NullMarked;
