/**
 * Who may make which call, and the answers to refused calls.
 *
 * <p>Knows its three parts, and {@code web}. Begin at {@link io.botstatus.server.security.AccessRules}.
 */
@NullMarked
package io.botstatus.server.security;

import org.jspecify.annotations.NullMarked;
