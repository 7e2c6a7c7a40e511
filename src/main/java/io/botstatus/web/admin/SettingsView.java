package io.botstatus.web.admin;

import io.botstatus.engine.model.ModelOrigin;
import io.botstatus.status.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings as JSON, with the models in force: null for one that is not deployed. */
record SettingsView(String mode, int messageLimit, String messageLimitWindow, Map<String, @Nullable ModelView> models) {

    static SettingsView of(Settings settings, Map<String, @Nullable ModelOrigin> origins) {
        Map<String, @Nullable ModelView> models = new LinkedHashMap<>();
        origins.forEach((key, origin) -> models.put(key, origin == null ? null : ModelView.of(origin)));
        return new SettingsView(
                settings.mode().word(),
                settings.messageLimit(),
                settings.messageLimitWindow().toString(),
                models);
    }
}
