package io.botstatus.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The settings from one moment on.
 *
 * @param setBy who changed them; null for those that the first change found
 */
public record SettingsEvent(
        long id, Instant at, Settings settings, @Nullable String setBy) {}
