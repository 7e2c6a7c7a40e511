package io.botstatus.web;

import io.botstatus.status.SettingsStore;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What holds for every contact. */
@RestController
@RequestMapping("/api/settings")
class SettingsController {

    private final SettingsStore settings;

    SettingsController(SettingsStore settings) {
        this.settings = settings;
    }

    @GetMapping
    SettingsBody read() {
        return SettingsBody.of(settings.read());
    }

    @PutMapping
    SettingsBody write(@RequestBody SettingsBody body) {
        settings.write(body.settings());
        return SettingsBody.of(settings.read());
    }
}
