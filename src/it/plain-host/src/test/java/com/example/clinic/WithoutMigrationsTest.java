package com.example.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** As if this application had no migrations of its own: Flyway, which it then has from the plugin alone, keeps away. */
@SpringBootTest(
        properties = {
            "spring.datasource.username=postgres",
            "spring.main.register-shutdown-hook=false",
            "spring.flyway.locations=classpath:none"
        })
@DirtiesContext // a JVM has one process application of a name
class WithoutMigrationsTest {

    @Autowired
    JdbcTemplate sql;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String database = Database.create("without_migrations");
        properties.add("spring.datasource.url", () -> database);
    }

    @Test
    void noHistoryOfMigrationsAppears() {
        assertThat(sql.queryForList("""
                        select table_name from information_schema.tables where table_name like '%history'""", String.class))
                .containsExactly("bot_schema_history");
    }
}
