/**
 * One person under several ids: aliases of a contact, as people and platforms tell of them.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.identity.Aliases}.
 */
@NullMarked
package io.botstatus.identity;

import org.jspecify.annotations.NullMarked;
