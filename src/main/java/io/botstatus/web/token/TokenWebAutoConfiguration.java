package io.botstatus.web.token;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** The calls that make keys and tokens, if the application implements them. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration(afterName = "io.botstatus.web.WebAutoConfiguration")
@ConditionalOnSpringMvc
class TokenWebAutoConfiguration {

    @Bean
    @ConditionalOnBean(PanelTokens.class)
    PanelTokenController botPanelTokenController(PanelTokens tokens) {
        return new PanelTokenController(tokens);
    }

    @Bean
    @ConditionalOnBean(ApiKeys.class)
    ApiKeyController botApiKeyController(ApiKeys keys, @Qualifier("botClock") Clock clock) {
        return new ApiKeyController(keys, clock);
    }
}
