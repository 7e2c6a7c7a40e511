package com.example.clinic;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The first start of the application ever. */
class OnAnEmptyDatabaseTest extends ClinicTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String database = Database.create("empty");
        properties.add("spring.datasource.url", () -> database);
    }

    @Test
    void theApplicationStartsWithNothingOfTheTestsOnItsClasspath() {
        assertThatCode(() -> Production.run(Database.create("production"))).doesNotThrowAnyException();
    }
}
