package io.botstatus.web.admin;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.model.BundledModels;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import io.botstatus.web.WebProperties;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Reads and writes the settings of every contact, and restores models. */
@RestController
@RequestMapping(path = WebProperties.PATH + "/settings", produces = MediaType.APPLICATION_JSON_VALUE)
class SettingsController {

    private final SettingsStore settings;
    private final BundledModels models;
    private final Transactions transactions;

    SettingsController(SettingsStore settings, BundledModels models, Transactions transactions) {
        this.settings = settings;
        this.models = models;
        this.transactions = transactions;
    }

    @GetMapping
    SettingsView read() {
        return SettingsView.of(settings.read(), models.origins());
    }

    @PutMapping
    SettingsView write(@RequestBody SettingsBody body) {
        Settings wanted = body.settings();
        return transactions.run(() -> {
            settings.write(wanted);
            return read();
        });
    }

    /** Deploys the bundled version again, which replaces a builder's own. */
    @DeleteMapping("/models/{key}")
    ModelView restore(@PathVariable String key) {
        Set<String> keys = models.origins().keySet();
        if (!keys.contains(key)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    new InvalidValueException("model", key, String.join(", ", keys)).getMessage());
        }
        return transactions.run(() -> ModelView.of(models.restore(key)));
    }
}
