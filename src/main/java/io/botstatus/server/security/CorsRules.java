package io.botstatus.server.security;

import io.botstatus.server.security.login.PanelProperties;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** The CORS rules for pages of allowed other sites: they may load the panel and, with a token, make its calls. */
final class CorsRules {

    private CorsRules() {}

    static UrlBasedCorsConfigurationSource allowed(PanelProperties panel, String api) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (panel.allowedOrigins().isEmpty()) {
            return source; // a rule could make the server's own pages foreign behind a proxy
        }
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(panel.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "PUT"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "If-Match", "Last-Event-ID"));
        cors.setExposedHeaders(List.of("ETag"));
        cors.setAllowCredentials(false);
        cors.setMaxAge(600L);
        source.registerCorsConfiguration(api + "/contacts/**", cors);
        source.registerCorsConfiguration("/botstatus/**", cors);
        return source;
    }
}
