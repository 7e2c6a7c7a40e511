package com.example.orders;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.testkit.BotStatusExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/** What holds in this application on every database: its flow works, and the plugin is a good guest. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.username=postgres",
            // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
            "spring.main.register-shutdown-hook=false"
        })
@ExtendWith(BotStatusExtension.class)
abstract class OrdersTest {

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

    @Autowired
    Orders orders;

    @Autowired
    JdbcTemplate sql;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    @Autowired
    TestRestTemplate http;

    @Test
    void aFlowSnoozesTheBotWaitsAndThenMaySend() {
        ProcessInstance flow = runtime.startProcessInstanceByKey("follow-up", "anna", Map.of("contactId", "anna"));

        assertThat(contact("anna"))
                .isSnoozed()
                .because("human_handover")
                .withReason("A person has the order")
                .reactivatesAfter(Duration.ofHours(2));
        assertThat(runtime.getActiveActivityIds(flow.getId())).contains("wait");

        advance(Duration.ofHours(2));

        assertThat(contact("anna")).isActive().isResponding();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(flow.getId())
                        .finished()
                        .count())
                .isOne();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(flow.getId())
                        .variableName("replyGranted")
                        .singleResult()
                        .getValue())
                .isEqualTo(true);
    }

    @Test
    void theHttpApiIsBesideCamundasAndBothTellTheSame() {
        Map<String, Object> manualMessage =
                Map.of("messageName", "bot.manualMessageSent", "businessKey", "berta");
        assertThat(http.postForEntity("/engine-rest/message", manualMessage, String.class)
                        .getStatusCode())
                .isEqualTo(HttpStatus.NO_CONTENT);

        JsonNode status = http.getForObject("/api/contacts/berta/bot-status", JsonNode.class);

        assertThat(status.path("status").asText()).isEqualTo("snoozed");
        assertThat(contact("berta")).isSnoozed().because("manual_message").reactivatesAfter(Duration.ofHours(24));
        assertThat(http.getForObject("/api/settings", JsonNode.class)
                        .at("/models/bot-pause/origin")
                        .asText())
                .isEqualTo("bundled");
    }

    @Test
    void nothingOfTheServerIsHere() {
        for (String path : List.of("/camunda/app/cockpit/default/", "/v3/api-docs", "/actuator/health")) {
            assertThat(http.getForEntity(path, String.class).getStatusCode()).as(path).isEqualTo(HttpStatus.NOT_FOUND);
        }
        assertThat(classIsThere("org.springframework.security.web.SecurityFilterChain")).isFalse();
        assertThat(classIsThere("io.botstatus.server.BotStatusServer")).isFalse();
        assertThat(classIsThere("io.micrometer.core.instrument.MeterRegistry")).isFalse();
        assertThat(classIsThere("org.springdoc.core.configuration.SpringDocConfiguration")).isFalse();
        assertThat(application.getEnvironment().getProperty("botstatus.data-dir")).isNull();
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
                .containsExactlyInAnyOrder("orders", "flyway_schema_history");
    }

    @Test
    void theHistoryOfTheApplicationsMigrationsIsItsOwn() {
        assertThat(sql.queryForList("select script from flyway_schema_history", String.class))
                .containsExactly("V1__orders.sql");
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
                .allMatch(name -> name.endsWith("order.bpmn") || name.endsWith("follow-up.bpmn"));
    }

    @Test
    void whatTheApplicationAsksForByTypeIsStillItsOwn() {
        assertThat(orders.now()).isEqualTo(OrdersApplication.OPENED);
        assertThat(orders.delegate()).isInstanceOf(PackParcel.class);
        assertThat(application.getBean(Clock.class)).isSameAs(application.getBean("clock"));
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
        return ClassUtils.isPresent(name, OrdersTest.class.getClassLoader());
    }
}
