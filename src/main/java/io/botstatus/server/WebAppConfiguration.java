package io.botstatus.server;

import java.util.Map;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Camunda's web apps behind the same login as everything else. */
@Configuration(proxyBeanMethods = false)
class WebAppConfiguration {

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webAppLogin(CamundaBpmProperties camunda) {
        String path = camunda.getWebapp().getApplicationPath();
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setInitParameters(Map.of("authentication-provider", WebAppLogin.class.getName()));
        filter.addUrlPatterns(path + "/app/*", path + "/api/*");
        // After Spring Security, which knows who it is, and before Camunda's own filters, which ask.
        filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }
}
