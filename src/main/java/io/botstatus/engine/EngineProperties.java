package io.botstatus.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The parts of the plugin that the engine gets.
 *
 * @param models whether the bundled models are deployed; if not, the host deploys {@code bot-pause} and its policy
 * @param events whether other processes hear {@code bot.statusChanged}
 * @param history the part of {@code bot-pause} that the engine's own history keeps
 */
@ConfigurationProperties("botstatus")
public record EngineProperties(
        @DefaultValue Part models,
        @DefaultValue Part events,
        @DefaultValue History history) {

    /** A part that exists unless it is switched off. */
    public record Part(@DefaultValue("true") boolean enabled) {}

    /**
     * The amount of history.
     *
     * @param full everything that the engine's history level keeps; else one row for each instance of the bundled version
     */
    record History(@DefaultValue("false") boolean full) {}
}
