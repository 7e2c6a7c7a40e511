package io.botstatus.notify;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.StandardWebhooks;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address that receives status changes, and the secret that signs them. */
record Target(String name, URI url, String secret) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String ALLOWED =
            "a whole https address; http only for localhost, 127.0.0.1 and [::1], or with allow-http";

    /**
     * Checks all settings.
     *
     * @throws InvalidValueException naming the property, if nothing could or should be sent there
     */
    static Target of(String name, NotifyProperties.Settings settings) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "botstatus.notify.targets", name, "names of 1 to 40 small letters, digits and hyphens");
        }
        String property = "botstatus.notify.targets." + name + ".";
        if (settings.secret() == null || !StandardWebhooks.isSecret(settings.secret())) {
            throw new InvalidValueException(
                    property + "secret", settings.secret() == null ? null : "…", StandardWebhooks.SECRET_ALLOWED);
        }
        return new Target(name, url(property + "url", settings), settings.secret());
    }

    private static URI url(String property, NotifyProperties.Settings settings) {
        URI url = parsed(settings.url());
        if (url == null || url.getHost() == null || url.getScheme() == null || url.getUserInfo() != null) {
            throw new InvalidValueException(property, settings.url(), ALLOWED);
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean open = scheme.equals("http")
                && (settings.allowHttp() || THIS_MACHINE.contains(url.getHost().toLowerCase(Locale.ROOT)));
        if (!scheme.equals("https") && !open) {
            throw new InvalidValueException(property, settings.url(), ALLOWED);
        }
        return url;
    }

    private static @Nullable URI parsed(@Nullable String url) {
        try {
            return url == null ? null : URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
