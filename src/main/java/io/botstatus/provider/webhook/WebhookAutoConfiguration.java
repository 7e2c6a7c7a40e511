package io.botstatus.provider.webhook;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.identity.Aliases;
import io.botstatus.message.Messages;
import io.botstatus.provider.Connections;
import io.botstatus.provider.WebhookProperties;
import io.botstatus.status.hold.BotObservers;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The webhooks, if the application has Spring MVC. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.webhooks.enabled"})
@EnableConfigurationProperties(WebhookProperties.class)
@AutoConfiguration(afterName = "io.botstatus.message.MessageAutoConfiguration")
@ConditionalOnSpringMvc
@Import(WebhookProblems.class)
class WebhookAutoConfiguration {

    @Bean
    WebhookController botWebhookController(
            WebhookProperties properties,
            Aliases aliases,
            Messages messages,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        Connections connections = new Connections(properties);
        return new WebhookController(connections, aliases, messages, new WebhookResults(observers, connections), clock);
    }
}
