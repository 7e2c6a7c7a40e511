package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import io.botstatus.database.UnsuitableDatabaseException;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.NotDeployedException;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Every part of the plugin can be switched off, and the HTTP API moved. */
class SwitchesTest {

    private final String database = TestDatabase.newDatabase();

    @Test
    void switchedOffThePluginLeavesNothingButTheGuardBeforeFlywayThatItBrought() {
        try (HostApplication host = HostApplication.start(database, "botstatus.enabled=false")) {
            assertThat(host.pluginBeans())
                    .containsExactly("botHostMigrations", "io.botstatus.database.HostFlywayAutoConfiguration");
            assertThat(host.tables()).isEmpty();
            assertThat(host.deployments()).isEmpty();
            var engine = (ProcessEngineConfigurationImpl)
                    host.context().getBean(ProcessEngine.class).getProcessEngineConfiguration();
            assertThat(Stream.of(
                                    engine.getCustomPreBPMNParseListeners(),
                                    engine.getCustomPostBPMNParseListeners(),
                                    engine.getCustomJobHandlers(),
                                    engine.getProcessEnginePlugins())
                            .filter(Objects::nonNull)
                            .flatMap(List::stream))
                    .noneMatch(hook -> hook.getClass().getName().startsWith("io.botstatus."));
        }
    }

    @Test
    void withoutTheSchemaAStartSaysWhichTablesAreMissingAndWhatToDo() {
        assertThatThrownBy(() -> HostApplication.start(database, "botstatus.schema.enabled=false"))
                .rootCause()
                .hasMessageContainingAll(
                        "the tables bot_bulk_change, bot_cohort, bot_event, bot_hold, bot_message, bot_notification, bot_settings, contact_bot",
                        "botstatus.schema.enabled")
                .asInstanceOf(InstanceOfAssertFactories.type(UnsuitableDatabaseException.class))
                .extracting(UnsuitableDatabaseException::action, InstanceOfAssertFactories.STRING)
                .contains("V1__contact_bot_status.sql", "db/botstatus");
    }

    @Test
    void withoutTheSchemaTheTablesThatSomebodyElseHasMadeAreUsedAsTheyAre() throws IOException {
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
        for (String script : List.of(
                "V1__contact_bot_status.sql",
                "V2__follow_and_list.sql",
                "V3__sent_replies.sql",
                "V4__status_notifications.sql",
                "V5__bulk_changes.sql",
                "V6__cohorts.sql",
                "V7__storage.sql",
                "V8__retention.sql",
                "V9__repairs.sql",
                "V10__settings_stay.sql",
                "V11__claims.sql",
                "V12__functions.sql",
                "V13__settings_history.sql",
                "V14__aliases.sql",
                "V15__due_dates.sql",
                "V16__answers.sql")) {
            sql.sql(text("db/botstatus/" + script)).update();
        }

        try (HostApplication host = HostApplication.start(database, "botstatus.schema.enabled=false")) {
            pause(host, "contact-1");
            assertThat(host.tables()).contains("contact_bot").doesNotContain("bot_schema_history");
        }
    }

    @LongRunning
    @Test
    void withoutTheSchemaAnUpgradeThatNobodyHasMadeIsNamed() {
        HostApplication.start(database).close();
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
        HostApplication.start(database, "botstatus.schema.enabled=false").close();
        sql.sql("delete from bot_schema_history where type = 'SQL'").update();

        assertThatThrownBy(() -> HostApplication.start(database, "botstatus.schema.enabled=false"))
                .rootCause()
                .hasMessageStartingWith("Missing in the engine's database: the changes of V1__contact_bot_status.sql");
    }

    @Test
    void withoutTheModelsNothingIsDeployedAndAPauseSaysSo() {
        try (HostApplication host = HostApplication.start(database, "botstatus.models.enabled=false")) {
            assertThat(host.deployments()).isEmpty();
            assertThatThrownBy(() -> pause(host, "contact-1"))
                    .isInstanceOf(NotDeployedException.class)
                    .hasMessageContainingAll("bot.statusRequested", "bot-pause", "botstatus.models.enabled");
        }
    }

    @Test
    void withoutTheChecksAModelIsDeployedAsItIs() {
        assertThatThrownBy(() -> deployPauseOfNobody("botstatus.checks.enabled=true"))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("contactId is missing");
        deployPauseOfNobody("botstatus.checks.enabled=false");
    }

    @Test
    void withoutGroupsEachPauseHasATransactionOfItsOwn() throws Exception {
        try (HostApplication host = HostApplication.start(database, "botstatus.groups.enabled=false")) {
            List<Thread> callers = IntStream.range(0, 24)
                    .mapToObj(n -> new Thread(() -> pause(host, "one-of-many-" + n)))
                    .toList();
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(JdbcClient.create(host.context().getBean(DataSource.class))
                            .sql(
                                    "select distinct xid::text from bot_event where starts_with(contact_id, 'one-of-many-')")
                            .query(String.class)
                            .list())
                    .hasSize(24);
        }
    }

    @Test
    void withoutEventsNoListenerHearsOfAChange() {
        assertThat(jobsForListeners("botstatus.events.enabled=true")).isEqualTo(1);
        assertThat(jobsForListeners("botstatus.events.enabled=false")).isZero();
    }

    @LongRunning
    @Test
    void withoutEventsAProcessThatWouldWaitForOneSaysSoInsteadOfWaitingForEver() {
        try (HostApplication host = HostApplication.start(database, "botstatus.events.enabled=false")) {
            RuntimeService runtime = host.context().getBean(RuntimeService.class);
            runtime.startProcessInstanceByKey("bot-pause-and-wait", "active");
            pause(host, "paused");

            assertThatThrownBy(() -> runtime.startProcessInstanceByKey("bot-pause-and-wait", "paused"))
                    .hasStackTraceContaining("bot-pause-and-wait would wait for ever")
                    .hasStackTraceContaining("botstatus.events.enabled");
        }
    }

    @Test
    void withoutTheMetricsNothingIsMeasured() {
        try (HostApplication host = HostApplication.start(database)) {
            assertThat(host.pluginBeans()).contains("botMeters", "botStandingMeters", "botHealthMeter");
        }
        try (HostApplication host = HostApplication.start(database, "botstatus.metrics.enabled=false")) {
            assertThat(host.pluginBeans())
                    .doesNotContain("botMeters", "botStandingMeters", "botHealthMeter")
                    .noneMatch(bean -> bean.contains(".metrics."));
            pause(host, "contact-1");
        }
    }

    @Test
    void aCauseThatCouldNeverBeCountedFailsAtTheStart() {
        assertThatThrownBy(() -> HostApplication.start(database, "botstatus.metrics.causes=complaint,Human handover"))
                .hasStackTraceContaining("botstatus.metrics.causes is 'Human handover'. Allowed: causes of your own");
    }

    @Test
    void withoutTheWebPartNoPathIsTaken() {
        try (HostApplication host = HostApplication.start(
                WebApplicationType.SERVLET,
                database,
                "botstatus.web.enabled=false",
                "botstatus.webhooks.enabled=false")) {
            assertThat(host.pluginBeans()).noneMatch(bean -> bean.contains("Controller") || bean.contains(".web."));
        }
    }

    @Test
    void withoutTheHttpApiThereAreWebhooksAllTheSame() {
        try (HostApplication host =
                HostApplication.start(WebApplicationType.SERVLET, database, "botstatus.web.enabled=false")) {
            assertThat(host.pluginBeans().stream().filter(bean -> bean.endsWith("Controller")))
                    .containsExactly("botWebhookController");
        }
    }

    @Test
    void aConnectionThatCannotWorkFailsAtTheStart() {
        assertThatThrownBy(() -> HostApplication.start(
                                WebApplicationType.SERVLET,
                                database,
                                "botstatus.webhooks.connections.support.platform=chatwot",
                                "botstatus.webhooks.connections.support.secret=s")
                        .close())
                .hasStackTraceContaining(
                        "botstatus.webhooks.connections.support.platform is 'chatwot'. Allowed: chatwoot,"
                                + " cloudevents, evolution, highlevel, intercom, twilio, whatsapp.");
    }

    @Test
    void aTargetThatIsNotSafeFailsAtTheStart() {
        assertThatThrownBy(() -> HostApplication.start(
                                database,
                                "botstatus.notify.targets.crm.url=http://crm.example.com/hooks",
                                "botstatus.notify.targets.crm.secret=s")
                        .close())
                .hasStackTraceContaining(
                        "botstatus.notify.targets.crm.url is 'http://crm.example.com/hooks'. Allowed: a whole"
                                + " https address; http only for localhost");
    }

    @Test
    void aPathThatCannotBeFailsAtTheStart() {
        assertThatThrownBy(
                        () -> HostApplication.start(WebApplicationType.SERVLET, database, "botstatus.web.path=/bot/"))
                .hasStackTraceContaining("botstatus.web.path is '/bot/'. Allowed: a path such as /api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"botstatus.enabled", "botstatus.schema.enabled", "botstatus.checks.enabled"})
    void aSwitchThatIsNeitherOnNorOffFailsAtTheStart(String property) {
        assertThatThrownBy(() -> HostApplication.start(database, property + "=flase"))
                .hasStackTraceContaining(property)
                .hasStackTraceContaining("Invalid boolean value 'flase'");
    }

    @LongRunning
    @Test
    void everyWordForOffCounts() {
        try (HostApplication host = HostApplication.start(database, "botstatus.enabled=off")) {
            assertThat(host.tables()).isEmpty();
        }
    }

    private void deployPauseOfNobody(String checks) {
        try (HostApplication host = HostApplication.start(database, checks)) {
            host.context()
                    .getBean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            "nobody.bpmn",
                            Bpmn.createExecutableProcess("nobody")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .callActivity()
                                    .calledElement("bot-pause")
                                    .camundaIn("wanted", "status")
                                    .endEvent()
                                    .done())
                    .deploy();
        }
    }

    private long jobsForListeners(String events) {
        try (HostApplication host = HostApplication.start(database, events)) {
            RepositoryService repository = host.context().getBean(RepositoryService.class);
            String deployment = repository
                    .createDeployment()
                    .addModelInstance(
                            "listener.bpmn",
                            Bpmn.createExecutableProcess("listener")
                                    .camundaHistoryTimeToLive(1)
                                    .startEvent()
                                    .signal("bot.statusChanged")
                                    .endEvent()
                                    .done())
                    .deploy()
                    .getId();
            pause(host, "contact-" + events);
            long jobs = host.context()
                    .getBean(ManagementService.class)
                    .createJobQuery()
                    .messages()
                    .count();
            host.context().getBean(ManagementService.class).createJobQuery().messages().list().stream()
                    .map(Job::getId)
                    .forEach(host.context().getBean(ManagementService.class)::deleteJob);
            repository.deleteDeployment(deployment, true);
            return jobs;
        }
    }

    private static void pause(HostApplication host, String contact) {
        host.context()
                .getBean(BotPauses.class)
                .request(
                        ContactId.of(contact),
                        StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), null, "anna"),
                        null);
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = SwitchesTest.class.getClassLoader().getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
