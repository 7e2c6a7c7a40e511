/**
 * Who may call what, and what a refused call is answered.
 *
 * <p>Knows its three parts, and {@code web}. Begin at {@link io.botstatus.server.security.AccessRules}.
 */
@NullMarked
package io.botstatus.server.security;

import org.jspecify.annotations.NullMarked;
