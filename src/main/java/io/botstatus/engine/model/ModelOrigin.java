package io.botstatus.engine.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the version of a bundled process or decision comes from that counts now.
 *
 * @param version counted by the engine
 * @param bundled whether the plugin deployed it; else somebody has deployed their own
 * @param deploymentName as whoever deployed it called it, if they did
 */
public record ModelOrigin(
        int version,
        boolean bundled,
        Instant deployedAt,
        String deploymentId,
        @Nullable String deploymentName) {}
