package io.botstatus.web;

import io.botstatus.base.InvalidValueException;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The path of the HTTP API.
 *
 * @param enabled whether there is one
 * @param path the beginning of all its paths
 */
@ConfigurationProperties("botstatus.web")
public record WebProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue(WebProperties.DEFAULT_PATH) String path) {

    static final String DEFAULT_PATH = "/api";
    /** For the mappings of controllers. */
    public static final String PATH = "${botstatus.web.path:" + DEFAULT_PATH + "}";

    /** Segments without special characters in a URL, in Spring's patterns and in Ant's. */
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    /**
     * Checks the path.
     *
     * @throws InvalidValueException if no controller could be reached under it, or controllers of the host would be hidden
     */
    public WebProperties {
        if (!PLAIN.matcher(path).matches()) {
            throw new InvalidValueException(
                    "botstatus.web.path",
                    path,
                    "a path such as /api or /bot/v1, with a slash before each part and none at the end");
        }
    }
}
