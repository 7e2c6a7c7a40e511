package io.botstatus.server.security.http;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The separate port for health and metrics, if {@code management.server.port} is set. It has a few threads of its own, the same
 * login, and the same limits for bodies, though no call there needs one.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementPortConfiguration.InContextOfItsOwn.class)
class ManagementPortConfiguration {

    private static final int THREADS = 10;
    private static final int WAITING = 2;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementBodyBounds(BodyProperties bounds) {
        OpenBodies.Both places =
                new OpenBodies.Both(new OpenBodies(WAITING, WAITING), new OpenBodies(WAITING, WAITING));
        BodyLimits nothing = new BodyLimits("/api", "/webhooks", 1024);
        return factory -> {
            TomcatConfiguration.boundBodies(factory, bounds, places, nothing);
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxThreads(THREADS);
                    http.setMinSpareThreads(2);
                }
            });
        };
    }

    /** The server finds its configurations by a scan of its packages, and this one is not for the main port. */
    static final class InContextOfItsOwn implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            return beans != null && beans.getParentBeanFactory() != null;
        }
    }
}
