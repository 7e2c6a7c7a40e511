/**
 * Values and words that every package needs: times in ISO 8601, enums with lower-case names, refusals that name the field, the
 * value and what is allowed.
 *
 * <p>Knows no other package. Begin at {@link io.botstatus.base.InvalidValueException}.
 */
@NullMarked
package io.botstatus.base;

import org.jspecify.annotations.NullMarked;
