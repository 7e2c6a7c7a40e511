/**
 * Checks models before they are deployed: delegates, templates, messages and decisions that could never work.
 *
 * <p>Knows the packages whose names models use: {@code pause}, {@code bulk}, {@code notify}, {@code reply}, {@code delegates}.
 * Begin at {@link io.botstatus.check.DeploymentCheck}.
 */
@NullMarked
package io.botstatus.check;

import org.jspecify.annotations.NullMarked;
