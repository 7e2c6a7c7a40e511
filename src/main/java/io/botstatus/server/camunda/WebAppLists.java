package io.botstatus.server.camunda;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Set;
import org.glassfish.jersey.server.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the lists behind Camunda's web apps the same {@link ListLimit} as its REST API. */
@Configuration(proxyBeanMethods = false)
class WebAppLists {

    /** The web apps' own copy of the REST API, and Cockpit's. Camunda registers them by these names. */
    private static final Set<String> APIS = Set.of("Engine Api", "Cockpit Api");

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> listsOfWebApps() {
        // Tomcat calls this initializer after Spring Boot's own, in which Camunda registers its servlets.
        return factory -> factory.addContextCustomizers(context ->
                context.addServletContainerInitializer((classes, servlets) -> limitLists(servlets), Set.of()));
    }

    private static void limitLists(ServletContext servlets) {
        for (String api : APIS) {
            ServletRegistration registered = servlets.getServletRegistration(api);
            if (registered != null) {
                registered.setInitParameter(ServerProperties.PROVIDER_CLASSNAMES, ListLimit.class.getName());
            }
        }
    }
}
