package io.botstatus.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.botstatus.Contradictions;
import io.botstatus.LongRunning;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that an earlier version has begun goes on under this one, to its end. */
@LongRunning
class UpgradeTest {

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private @Nullable HttpServer crm;
    private @Nullable UpgradeHost host;

    @BeforeEach
    void listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        crm = server;
    }

    @AfterEach
    void close() {
        if (host != null) {
            host.close();
        }
        if (crm != null) {
            crm.stop(0);
        }
        ClockUtil.reset();
    }

    @Test
    void everythingThatWaitsSinceThisReleaseGoesOn() {
        upgrade("0.1.0");
        BulkChanges bulk = host().get(BulkChanges.class);
        assertThat(bulk.latest(9))
                .extracting(BulkChange::state)
                .containsExactlyInAnyOrder(BulkChange.State.RUNNING, BulkChange.State.DONE, BulkChange.State.UNDOING);

        goesOn();
        hours(1);
        assertThat(bulk.latest(9))
                .extracting(BulkChange::state)
                .containsExactlyInAnyOrder(BulkChange.State.DONE, BulkChange.State.DONE, BulkChange.State.UNDONE);
        assertThat(List.of("many-001", "many-500", "many-501", "replaced"))
                .allSatisfy(one -> assertThat(status(one)).isEqualTo(BotStatus.SNOOZED));
        assertThat(status("undone")).isEqualTo(BotStatus.ACTIVE);
        hours(4);
        assertThat(List.of("many-001", "many-500", "many-501", "replaced"))
                .allSatisfy(one -> assertThat(status(one)).isEqualTo(BotStatus.ACTIVE));
        assertThat(status("cohort-1")).isEqualTo(BotStatus.SNOOZED);
        assertThat(status("cohort-2")).isEqualTo(BotStatus.INACTIVE);
        hours(5);
        assertThat(status("cohort-1")).isEqualTo(BotStatus.ACTIVE);
        assertThat(status("cohort-2")).isEqualTo(BotStatus.ACTIVE);
        ends();
    }

    /** The fixture of revision f88d19d, before there were bulk changes and cohorts. */
    @Test
    void everythingThatWaitsSinceTheFourthScriptGoesOn() {
        upgrade("schema-4");
        assertThat(host().sql()
                        .sql("select count(*) from bot_schema_history where success and version::int > 4")
                        .query(Integer.class)
                        .single())
                .isEqualTo(Objects.requireNonNull(new File("src/main/resources/db/botstatus").list()).length - 4);

        goesOn();
        ends();
    }

    /** The common content of both fixtures. */
    private void goesOn() {
        assertThat(status("snoozed")).isEqualTo(BotStatus.SNOOZED);
        assertThat(status("inactive")).isEqualTo(BotStatus.INACTIVE);
        assertThat(status("written-to")).isEqualTo(BotStatus.SNOOZED);
        assertThat(host().get(ContactStates.class)
                        .of(new ContactId("written-to"))
                        .replies()
                        .used())
                .isEqualTo(5);
        assertThat(writes("m-1")).isEqualTo(Effect.DUPLICATE);

        host().work();
        assertThat(flowsThatWentOn()).containsExactly("has-called");
        assertThat(told).anySatisfy(news -> assertThat(news).contains("to-be-told", "\"sequence\":1"));

        hours(1);
        assertThat(status("snoozed")).isEqualTo(BotStatus.ACTIVE);
        assertThat(status("calls")).isEqualTo(BotStatus.SNOOZED);
        hours(2);
        assertThat(status("calls")).isEqualTo(BotStatus.ACTIVE);
        assertThat(flowsThatWentOn()).containsExactlyInAnyOrder("has-called", "calls");
        hours(3);
        assertThat(flowsThatWentOn()).containsExactlyInAnyOrder("has-called", "calls", "awaited");
    }

    private void ends() {
        hours(24);
        assertThat(status("written-to")).isEqualTo(BotStatus.ACTIVE);
        assertThat(status("inactive")).isEqualTo(BotStatus.INACTIVE);
        host().get(BotPauses.class)
                .request(
                        new ContactId("inactive"),
                        StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "ben"),
                        null);
        host().work();

        assertThat(List.of("bot-pause", "bot-pause-and-wait", "bot-bulk-change", "notify-webhook"))
                .allSatisfy(process ->
                        assertThat(host().running(process)).as(process).isEmpty());
        assertThat(host().get(RuntimeService.class).createIncidentQuery().count())
                .isZero();
        assertThat(host().get(ManagementService.class).createJobQuery().count()).isZero();
        assertThat(host().get(HistoryService.class)
                        .createHistoricProcessInstanceQuery()
                        .processDefinitionKey("bot-pause")
                        .processInstanceBusinessKey("snoozed")
                        .finished()
                        .count())
                .isEqualTo(1);
        assertThat(Contradictions.in(host().sql())).isEmpty();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private void upgrade(String version) {
        ClockUtil.setCurrentTime(Date.from(Fixture.START.plus(Duration.ofMinutes(30))));
        host = UpgradeHost.start(
                Fixture.restore(version),
                "botstatus.notify.targets.crm.url=http://localhost:"
                        + (crm == null ? 0 : crm.getAddress().getPort()) + "/",
                "botstatus.notify.targets.crm.secret=whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=");
    }

    /** Moves the clock to so many hours after the beginning, and executes all due jobs. */
    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private void hours(int hours) {
        Instant time = Fixture.START.plus(Duration.ofHours(hours)).plusSeconds(60);
        ClockUtil.setCurrentTime(Date.from(time));
        host().work();
    }

    private List<String> flowsThatWentOn() {
        RuntimeService runtime = host().get(RuntimeService.class);
        return host().get(TaskService.class).createTaskQuery().taskDefinitionKey("userTask_after").list().stream()
                .map(Task::getProcessInstanceId)
                .map(id -> runtime.createProcessInstanceQuery()
                        .processInstanceId(id)
                        .singleResult()
                        .getBusinessKey())
                .toList();
    }

    private BotStatus status(String contact) {
        return host().get(ContactStates.class).of(new ContactId(contact)).status();
    }

    private Effect writes(String message) {
        return host().get(BotPauses.class)
                .report(new Trigger(
                        new ContactId("written-to"),
                        Cause.MANUAL_MESSAGE,
                        message,
                        null,
                        "anna",
                        Fixture.START,
                        Map.of()))
                .effect();
    }

    private UpgradeHost host() {
        if (host == null) {
            throw new IllegalStateException("not started");
        }
        return host;
    }
}
