/**
 * Who gets in, and what for: logins, keys and tokens, the roles that they give, the rules of who may call what, and the same for the
 * engine behind it.
 *
 * <p>{@link io.botstatus.server.security.AccessRules} is the one table of it all.
 */
@NullMarked
package io.botstatus.server.security;

import org.jspecify.annotations.NullMarked;
