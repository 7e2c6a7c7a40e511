package io.botstatus.web;

import io.botstatus.process.BundledModels;
import io.botstatus.status.InvalidValueException;
import io.botstatus.status.SettingsStore;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What holds for every contact. */
@RestController
@RequestMapping(WebProperties.PATH + "/settings")
class SettingsController {

    private final SettingsStore settings;
    private final BundledModels models;

    SettingsController(SettingsStore settings, BundledModels models) {
        this.settings = settings;
        this.models = models;
    }

    @GetMapping
    SettingsView read() {
        return SettingsView.of(settings.read(), models.origins());
    }

    @PutMapping
    SettingsView write(@RequestBody SettingsBody body) {
        settings.write(body.settings());
        return read();
    }

    /** Takes a builder's own version out of force by deploying the bundled one anew. */
    @DeleteMapping("/models/{key}")
    ModelView restore(@PathVariable String key) {
        Set<String> keys = models.origins().keySet();
        if (!keys.contains(key)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    new InvalidValueException("model", key, String.join(", ", keys)).getMessage());
        }
        return ModelView.of(models.restore(key));
    }
}
