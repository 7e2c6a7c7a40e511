package io.botstatus.engine.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The origin of the version of a bundled process or decision that is in force.
 *
 * @param version counted by the engine
 * @param bundled whether the plugin deployed it; else it is a builder's own
 * @param deploymentName the name that its deployment was given; null if it has none
 */
public record ModelOrigin(
        int version,
        boolean bundled,
        Instant deployedAt,
        String deploymentId,
        @Nullable String deploymentName) {}
