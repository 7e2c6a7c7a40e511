/**
 * Chat platforms: the form of their webhooks, their authentication, and the author of each message. One class a platform.
 *
 * <p>Knows {@code message} and what is below it. Begin at {@link io.botstatus.provider.Platform}.
 */
@NullMarked
package io.botstatus.provider;

import org.jspecify.annotations.NullMarked;
