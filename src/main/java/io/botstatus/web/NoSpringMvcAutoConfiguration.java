package io.botstatus.web;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Tells a web application without Spring MVC which parts of the plugin it does not get. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnMissingClass(ConditionalOnSpringMvc.DISPATCHER)
class NoSpringMvcAutoConfiguration {

    NoSpringMvcAutoConfiguration() {
        LoggerFactory.getLogger(NoSpringMvcAutoConfiguration.class)
                .info("The application has no Spring MVC, so it has all of contact bot status but the HTTP API, the"
                        + " webhooks and the panel; the dependency spring-boot-starter-web brings them.");
    }
}
