/**
 * Expressions of decisions and models: FEEL by the engine's clock, and what an expression says before it is evaluated.
 *
 * <p>Knows {@code base}. Begin at {@link io.botstatus.engine.expression.LiteralFeelEngine}.
 */
@NullMarked
package io.botstatus.engine.expression;

import org.jspecify.annotations.NullMarked;
