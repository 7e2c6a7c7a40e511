/**
 * Models in the engine: reading and checking those that are deployed, and deploying those that the plugin brings.
 *
 * <p>Knows {@code base}. Begin at {@link io.botstatus.engine.model.BundledModels}.
 */
@NullMarked
package io.botstatus.engine.model;

import org.jspecify.annotations.NullMarked;
