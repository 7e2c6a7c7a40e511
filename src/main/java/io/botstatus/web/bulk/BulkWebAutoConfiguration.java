package io.botstatus.web.bulk;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.bulk.BulkChanges;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The calls that change many contacts. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration(afterName = "io.botstatus.web.WebAutoConfiguration")
@ConditionalOnSpringMvc
class BulkWebAutoConfiguration {

    @Bean
    BulkController botBulkController(BulkChanges bulk, @Qualifier("botClock") Clock clock) {
        return new BulkController(bulk, clock);
    }
}
