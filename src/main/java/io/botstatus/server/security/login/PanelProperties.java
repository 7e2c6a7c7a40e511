package io.botstatus.server.security.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The panel in pages of other sites.
 *
 * @param allowedOrigins the sites whose pages may load it and use tokens, such as {@code https://inbox.example.com}; none by
 *     default
 * @param key signs tokens, at least 32 characters, the same on all nodes; if it is missing or blank, the server generates one and
 *     keeps it in the database
 */
@ConfigurationProperties("botstatus.panel")
public record PanelProperties(
        @DefaultValue List<String> allowedOrigins, @Nullable String key) {

    private static final int SHORTEST_KEY = 32; // the 256 bits of the hash

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is no origin, or the key too short
     */
    public PanelProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        for (String origin : allowedOrigins) {
            if (!isOrigin(origin)) {
                throw new IllegalArgumentException(
                        "botstatus.panel.allowed-origins has '%s'. Allowed: scheme, host and port of a page, such as https://inbox.example.com, without a path."
                                .formatted(origin));
            }
        }
        if (key != null && !key.isBlank() && key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "botstatus.panel.key has %d characters. Allowed: at least %d, made at random."
                            .formatted(key.length(), SHORTEST_KEY));
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && text.equals(uri.getScheme() + "://" + uri.getAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "PanelProperties[allowedOrigins=" + allowedOrigins + "]";
    }
}
