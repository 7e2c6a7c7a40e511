/**
 * Requests before their login: limits on bodies, paths, headers and connections.
 *
 * <p>Knows {@code base}. Begin at {@link io.botstatus.server.security.http.BodyValve}.
 */
@NullMarked
package io.botstatus.server.security.http;

import org.jspecify.annotations.NullMarked;
