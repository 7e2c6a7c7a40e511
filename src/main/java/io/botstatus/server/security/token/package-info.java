/**
 * Programs and panels: API keys and panel tokens.
 *
 * <p>Knows {@code server.security.login} and {@code web.token}. Begin at {@link
 * io.botstatus.server.security.token.StoredApiKeys}.
 */
@NullMarked
package io.botstatus.server.security.token;

import org.jspecify.annotations.NullMarked;
