package io.botstatus.server.security.http;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures Tomcat: it passes contact ids unchanged, explains refused requests, and limits bodies and connections. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodyProperties.class)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodyBounds(
            BodyProperties bounds,
            ServerProperties server,
            @Value("${botstatus.web.path:/api}") String api,
            @Value("${botstatus.webhooks.path:/webhooks}") String webhooks) {
        BodyLimits limits = new BodyLimits(api, webhooks, bounds.anonymousSize().toBytes());
        return factory -> boundBodies(factory, bounds, bounds.places(server), limits);
    }

    static void boundBodies(
            TomcatServletWebServerFactory factory, BodyProperties bounds, OpenBodies.Both places, BodyLimits limits) {
        // After Boot's valves, which find the address behind a trusted proxy, and before every reader of a body.
        factory.addEngineValves(new OutOfMemoryExit(), new BodyValve(bounds, places, limits));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // The timeout of each piece of a body, because a blocked read checks no clock.
                http.setDisableUploadTimeout(false);
                http.setConnectionUploadTimeout((int) bounds.anonymousTime().toMillis());
            }
        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> contactIdsInPaths() {
        return factory -> {
            factory.addConnectorCustomizers(connector -> {
                // An encoded slash or backslash is part of a contact id and must not become a path separator.
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            });
            // Added after Boot's, so that it is nearer to the application and answers first.
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
        };
    }
}
