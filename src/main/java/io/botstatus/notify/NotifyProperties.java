package io.botstatus.notify;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where status changes are posted to; nowhere unless it says so.
 *
 * @param targets by name, which process instances and incidents show
 */
@ConfigurationProperties("botstatus.notify")
record NotifyProperties(@DefaultValue Map<String, Settings> targets) {

    /**
     * One target.
     *
     * @param url whole address; https, or http on this machine
     * @param secret what is signed with: {@code whsec_} and Base64, or any other text
     * @param allowHttp whether http is good enough elsewhere too
     */
    public record Settings(
            @Nullable String url,
            @Nullable String secret,
            @DefaultValue("false") boolean allowHttp) {}

    /** Whether anybody is to be told at all. */
    public boolean isOn() {
        return !targets.isEmpty();
    }
}
