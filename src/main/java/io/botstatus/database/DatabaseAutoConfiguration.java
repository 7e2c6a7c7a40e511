package io.botstatus.database;

import io.botstatus.base.ConditionalOnSwitch;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(SchemaProperties.class)
@AutoConfiguration(afterName = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration")
class DatabaseAutoConfiguration {

    /**
     * The engine's own data source where it has one, since holds and process instances change in one transaction. The plugin's
     * tables, and the engine after them, wait for the migrations of the host application, which expect an empty schema on a new
     * database.
     */
    @Bean
    @DependsOnDatabaseInitialization
    BotDatabase botDatabase(
            @Qualifier("camundaBpmDataSource") ObjectProvider<DataSource> engine,
            ObjectProvider<DataSource> primary,
            EngineTables engineTables,
            SchemaProperties schema) {
        DataSource dataSource = engine.getIfAvailable();
        return new BotDatabase(dataSource == null ? primary.getObject() : dataSource, schema.enabled(), engineTables);
    }
}
