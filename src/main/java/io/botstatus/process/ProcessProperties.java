package io.botstatus.process;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which parts of the plugin the engine gets.
 *
 * @param models the bundled models are deployed; if not, the host deploys {@code bot-pause} and its policy itself
 * @param checks deployments are checked
 * @param events other processes are told {@code bot.statusChanged}
 */
@ConfigurationProperties("botstatus")
record ProcessProperties(
        @DefaultValue Part models,
        @DefaultValue Part checks,
        @DefaultValue Part events) {

    /** One part, there unless it is switched off. */
    record Part(@DefaultValue("true") boolean enabled) {}
}
