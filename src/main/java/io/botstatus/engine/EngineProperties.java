package io.botstatus.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which parts of the plugin the engine gets.
 *
 * @param models the bundled models are deployed; if not, the host deploys {@code bot-pause} and its policy itself
 * @param events other processes are told {@code bot.statusChanged}
 * @param history what the engine's own history keeps of {@code bot-pause}
 */
@ConfigurationProperties("botstatus")
public record EngineProperties(
        @DefaultValue Part models,
        @DefaultValue Part events,
        @DefaultValue History history) {

    /** One part, there unless it is switched off. */
    public record Part(@DefaultValue("true") boolean enabled) {}

    /**
     * How much of it.
     *
     * @param full as much as the engine's history level says; else without what {@link ReducedHistoryLevel} leaves out
     */
    record History(@DefaultValue("false") boolean full) {}
}
