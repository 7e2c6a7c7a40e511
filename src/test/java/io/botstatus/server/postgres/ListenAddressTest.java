package io.botstatus.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

class ListenAddressTest {

    private static final String URL = "spring.datasource.url=jdbc:postgresql://db/bot";

    @Test
    void isThisMachinesWithTheEmbeddedDatabase() {
        assertThat(server()).isEqualTo("127.0.0.1");
        assertThat(server("spring.datasource.url=")).isEqualTo("127.0.0.1");
        assertThat(server("server.address= ")).isEqualTo("127.0.0.1");
    }

    @Test
    void isEveryAddressWithADatabaseThatIsNamed() {
        assertThat(server(URL)).isNull();
    }

    @Test
    void isTheOneThatIsSet() {
        assertThat(server("server.address=0.0.0.0")).isEqualTo("0.0.0.0");
        assertThat(server("server.address=10.0.0.7", URL)).isEqualTo("10.0.0.7");
    }

    @Test
    void isThatOfThePortForHealthAndMetricsToo() {
        assertThat(management("management.server.port=9090")).isEqualTo("127.0.0.1");
        assertThat(management("management.server.port=9090", "server.address=0.0.0.0"))
                .isEqualTo("0.0.0.0");
        assertThat(management("management.server.port=9090", "server.address=10.0.0.7", URL))
                .isEqualTo("10.0.0.7");
        assertThat(management("management.server.port=9090", "management.server.address=10.0.0.8"))
                .isEqualTo("10.0.0.8");
        assertThat(management("management.server.port=9090", URL)).isNull();
    }

    @Test
    void saysNothingOfManagementWhereItHasNoPortOfItsOwn() {
        assertThat(management()).isNull();
        assertThat(management("management.server.port=8080")).isNull();
        assertThat(management("management.server.port=-1")).isNull();
    }

    private static @Nullable String server(String... properties) {
        return property("server.address", properties);
    }

    private static @Nullable String management(String... properties) {
        return property("management.server.address", properties);
    }

    private static @Nullable String property(String name, String... properties) {
        Map<String, Object> set = new LinkedHashMap<>();
        for (String property : properties) {
            set.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        try (var context = new AnnotationConfigApplicationContext()) {
            ConfigurableEnvironment environment = context.getEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("set", set));
            context.register(ListenAddress.class);
            context.refresh();
            return environment.getProperty(name);
        }
    }
}
