/**
 * Messages as callers and platforms report them: who wrote, and what follows from it.
 *
 * <p>Knows {@code reply}, {@code pause} and what is below them. Begin at {@link io.botstatus.message.Messages}.
 */
@NullMarked
package io.botstatus.message;

import org.jspecify.annotations.NullMarked;
