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

/** Tomcat's part in letting contact ids through as they are, in saying why when it can't, and in bounding what comes. */
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
        // Behind Boot's own, which know the address behind a proxy that is trusted; before everything that reads.
        factory.addEngineValves(new OutOfMemoryExit(), new BodyValve(bounds, places, limits));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // Of a body, how long each piece may take: a read that waits looks at no clock.
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
            // Added after Boot's, so that it stands nearer to the application and answers first.
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
        };
    }
}
