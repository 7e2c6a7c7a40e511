package io.botstatus.web.admin;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.model.BundledModels;
import io.botstatus.repair.Repairs;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The calls about the whole installation: repairs and settings. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration(afterName = "io.botstatus.web.WebAutoConfiguration")
@ConditionalOnSpringMvc
class AdminWebAutoConfiguration {

    @Bean
    RepairController botRepairController(Repairs repairs) {
        return new RepairController(repairs);
    }

    @Bean
    SettingsController botSettingsController(
            SettingsStore settings,
            BundledModels models,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        return new SettingsController(settings, models, transactions, clock);
    }
}
