package io.botstatus.server.camunda;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.servlet.JerseyApplicationPath;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts Camunda's web apps and REST API behind the same login as everything else. */
@Configuration(proxyBeanMethods = false)
class WebAppSecurity {

    /** After Spring Security, which authenticates the caller, and before Camunda's own filters, which ask for the caller. */
    private static final int AFTER_LOGIN =
            org.springframework.boot.autoconfigure.security.SecurityProperties.DEFAULT_FILTER_ORDER + 1;

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppLogin(CamundaBpmProperties camunda) {
        String path = camunda.getWebapp().getApplicationPath();
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setInitParameters(Map.of("authentication-provider", WebAppLogin.class.getName()));
        filter.addUrlPatterns(path + "/app/*", path + "/api/*");
        filter.setOrder(AFTER_LOGIN);
        return filter;
    }

    @Bean
    FilterRegistrationBean<EngineCaller> engineCaller(
            ObjectProvider<IdentityService> identities, JerseyApplicationPath engineRest) {
        var filter = new FilterRegistrationBean<>(new EngineCaller(identities));
        filter.addUrlPatterns(engineRest.getUrlMapping());
        filter.setOrder(AFTER_LOGIN);
        return filter;
    }
}
