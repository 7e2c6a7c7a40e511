package com.example.clinic;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.testkit.BotStatusExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/** What holds in this application on every database: its flow works, and the plugin is a good guest. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.username=postgres",
            // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
            "spring.main.register-shutdown-hook=false"
        })
@ExtendWith(BotStatusExtension.class)
@DirtiesContext // a JVM has one process application of a name
abstract class ClinicTest {

    static final List<String> PLUGINS_TABLES =
            List.of(
                    "bot_bulk_change",
                    "bot_bulk_change_contact",
                    "bot_bulk_change_left",
                    "bot_bulk_change_pause",
                    "bot_cohort",
                    "bot_event",
                    "bot_hold",
                    "bot_message",
                    "bot_notification",
                    "bot_notification_queue",
                    "bot_schema_history",
                    "bot_settings",
                    "bot_settings_event",
                    "contact_bot");
    static final List<String> PLUGINS_DEPLOYMENTS = List.of(
            "camunda-bot-status bpmn/bot-bulk-change.bpmn",
            "camunda-bot-status bpmn/bot-pause-and-wait.bpmn",
            "camunda-bot-status bpmn/bot-pause-policy.dmn",
            "camunda-bot-status bpmn/bot-pause.bpmn");

    @Autowired
    ApplicationContext application;

    @Autowired(required = false)
    Clock clock;

    @Autowired(required = false)
    JavaDelegate delegate;

    @Autowired
    JdbcTemplate sql;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    @Test
    void aFlowPausesWaitsAndThenSilencesTheBotForGood() {
        ProcessInstance flow = runtime.startProcessInstanceByKey("complaint", "anna", Map.of("contactId", "anna"));

        assertThat(contact("anna"))
                .isSnoozed()
                .because("complaint")
                .withReason("A complaint is being looked at")
                .setBy("complaint")
                .reactivatesAfter(Duration.ofDays(3));

        advance(Duration.ofDays(3));

        assertThat(contact("anna")).isInactive().because("opt_out").staysSilentUntilReleased();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(flow.getId())
                        .finished()
                        .count())
                .isOne();
    }

    @Test
    void nothingOfTheServerOrTheHttpApiIsHere() {
        for (String name : List.of(
                "io.botstatus.server.BotStatusServer",
                "org.springframework.web.servlet.DispatcherServlet",
                "io.micrometer.core.instrument.MeterRegistry",
                "org.springframework.security.web.SecurityFilterChain",
                "jakarta.servlet.Servlet")) {
            assertThat(classIsThere(name)).as(name).isFalse();
        }
        assertThat(application.getBeanDefinitionNames()).noneMatch(name -> name.startsWith("bot") && name.endsWith("Controller"));
        assertThat(application.getEnvironment().getProperty("camunda.bpm.job-execution.max-wait"))
                .as("a setting of the server's application.yaml")
                .isNull();
    }

    @Test
    void thePluginAddsItsTablesAndNoOthers() {
        List<String> tables = tables();

        assertThat(tables).containsAll(PLUGINS_TABLES);
        assertThat(tables)
                .filteredOn(table -> !PLUGINS_TABLES.contains(table))
                .containsExactlyInAnyOrder("patients", "flyway_schema_history");
    }

    @Test
    void theHistoryOfTheApplicationsMigrationsIsItsOwn() {
        assertThat(sql.queryForList("select script from flyway_schema_history", String.class))
                .containsExactly("V1__patients.sql");
    }

    @Test
    void thePluginDeploysItsModelsByItselfAndTheApplicationItsOwn() {
        List<Deployment> all = repository.createDeploymentQuery().list();

        assertThat(all.stream().filter(one -> "camunda-bot-status".equals(one.getSource())).map(Deployment::getName))
                .containsExactlyInAnyOrderElementsOf(PLUGINS_DEPLOYMENTS);
        List<Deployment> own = all.stream()
                .filter(one -> !"camunda-bot-status".equals(one.getSource()))
                .toList();
        assertThat(own).hasSize(1);
        assertThat(repository.getDeploymentResourceNames(own.get(0).getId()))
                .hasSize(2)
                .allMatch(name -> name.endsWith("visit.bpmn") || name.endsWith("complaint.bpmn"));
    }

    @Test
    void whatTheApplicationAsksForByTypeIsItsOwnOrNotThere() {
        assertThat(clock).isNull();
        assertThat(delegate).isNull();
        assertThat(application.getBeanNamesForType(DataSource.class)).containsExactly("dataSource");
        assertThat(application.getBeanNamesForType(JdbcTemplate.class)).containsExactly("jdbcTemplate");
        assertThat(application.getBeanNamesForType(PlatformTransactionManager.class))
                .containsExactly("transactionManager");
    }

    List<String> tables() {
        return sql.queryForList("""
                select table_name from information_schema.tables
                 where table_schema = 'public' and table_name not like 'act\\_%'""", String.class);
    }

    private static boolean classIsThere(String name) {
        return ClassUtils.isPresent(name, ClinicTest.class.getClassLoader());
    }
}
