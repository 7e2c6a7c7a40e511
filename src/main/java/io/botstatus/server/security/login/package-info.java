/**
 * People: passwords, sessions, remembered logins, identity providers, roles.
 *
 * <p>Knows {@code server.security.http}. Begin at {@link io.botstatus.server.security.login.PasswordLogins}.
 */
@NullMarked
package io.botstatus.server.security.login;

import org.jspecify.annotations.NullMarked;
