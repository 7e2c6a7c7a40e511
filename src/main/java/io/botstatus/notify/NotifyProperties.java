package io.botstatus.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The targets to which status changes are posted; none by default.
 *
 * @param targets by name, which process instances and incidents show
 */
@ConfigurationProperties("botstatus.notify")
record NotifyProperties(@DefaultValue Map<String, Settings> targets) {

    /**
     * One target.
     *
     * @param url the whole address; https, or http on this machine
     * @param secret signs the posts: {@code whsec_} and Base64, or any other text
     * @param allowHttp whether http is allowed on other machines too
     */
    public record Settings(
            @Nullable String url,
            @Nullable String secret,
            @DefaultValue("false") boolean allowHttp) {}

    /** Whether there is any target. */
    public boolean isOn() {
        return !targets.isEmpty();
    }
}
