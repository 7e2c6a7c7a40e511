package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.Sender;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connections to chat platforms, and the path of their webhooks.
 *
 * @param enabled whether there are any
 * @param path the beginning of their paths
 * @param connections by name, which is the last part of the path
 */
@ConfigurationProperties("botstatus.webhooks")
public record WebhookProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue(WebhookProperties.DEFAULT_PATH) String path,
        @DefaultValue Map<String, Settings> connections) {

    static final String DEFAULT_PATH = "/webhooks";
    /** For the mappings of controllers. */
    public static final String PATH = "${botstatus.webhooks.path:" + DEFAULT_PATH + "}";

    /** Segments without special characters, as in the HTTP API. */
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    /**
     * Checks the path.
     *
     * @throws InvalidValueException if no webhook could be reached under it
     */
    public WebhookProperties {
        if (!PLAIN.matcher(path).matches()) {
            throw new InvalidValueException(
                    "botstatus.webhooks.path",
                    path,
                    "a path such as /webhooks or /bot/hooks, with a slash before each part and none at the end");
        }
    }

    /**
     * One connection.
     *
     * @param platform the name of its chat platform
     * @param secret signs its deliveries
     * @param contactId the pattern of its contacts' ids
     * @param unknownSender the author of a message if the platform tells none: a person, since talking over one is the worse
     *     mistake
     * @param options the platform's own options
     */
    record Settings(
            @Nullable String platform,
            @Nullable String secret,
            @DefaultValue(ContactPattern.DEFAULT) String contactId,
            @DefaultValue("human") Sender unknownSender,
            @DefaultValue Map<String, String> options) {}
}
