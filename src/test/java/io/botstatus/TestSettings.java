package io.botstatus;

import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Changes the settings for a test. */
public final class TestSettings {

    private TestSettings() {}

    public static void write(SettingsStore store, Settings settings) {
        store.write(settings, "a test", ClockUtil.getCurrentTime().toInstant());
    }
}
