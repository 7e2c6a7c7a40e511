package io.botstatus.web.admin;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.model.BundledModels;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import io.botstatus.web.Page;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Reads and writes the settings of every contact, and restores models. */
@RestController
@RequestMapping(path = WebProperties.PATH + "/settings", produces = MediaType.APPLICATION_JSON_VALUE)
class SettingsController {

    private final SettingsStore settings;
    private final BundledModels models;
    private final Transactions transactions;
    private final Clock clock;

    SettingsController(SettingsStore settings, BundledModels models, Transactions transactions, Clock clock) {
        this.settings = settings;
        this.models = models;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping
    SettingsView read() {
        return SettingsView.of(settings.read(), models.origins());
    }

    /** Who changed the settings and when, newest first. */
    @GetMapping("/history")
    List<SettingsEventView> history(
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        return settings.history(Page.before(before), Page.limit(limit)).stream()
                .map(SettingsEventView::of)
                .toList();
    }

    @PutMapping
    SettingsView write(@RequestBody SettingsBody body, HttpServletRequest request) {
        Settings wanted = body.settings();
        return transactions.run(() -> {
            settings.write(wanted, Person.of(request, null), clock.instant());
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
                    InvalidValueException.ofList("model", key, keys).getMessage());
        }
        return transactions.run(() -> ModelView.of(models.restore(key)));
    }
}
