package io.botstatus.database;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Keeps Spring Boot's Flyway off the schema of a host application that has no migrations. Flyway is on the classpath because the
 * plugin brings it. It would create a history table on an empty database, and refuse to start on any other. This bean stays when
 * the plugin is switched off, because Flyway stays.
 */
@AutoConfiguration
class HostFlywayAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(HostFlywayAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    FlywayMigrationStrategy botHostMigrations() {
        return HostFlywayAutoConfiguration::migrateIfAny;
    }

    private static void migrateIfAny(Flyway flyway) {
        // Migrations on the classpath and in the history. A host that has deleted all files still gets Flyway's error.
        if (flyway.info().all().length == 0) {
            LOG.info("The application has no Flyway migrations, so Spring Boot's Flyway leaves the database alone");
        } else {
            flyway.migrate();
        }
    }
}
