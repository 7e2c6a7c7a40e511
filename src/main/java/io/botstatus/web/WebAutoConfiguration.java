package io.botstatus.web;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The beans that all calls of the HTTP API share, if the application has Spring MVC. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@EnableConfigurationProperties(WebProperties.class)
@AutoConfiguration(afterName = "io.botstatus.message.MessageAutoConfiguration")
@ConditionalOnSpringMvc
@Import(Problems.class)
class WebAutoConfiguration {

    @Bean
    StrictBodies botStrictBodies() {
        return new StrictBodies();
    }
}
