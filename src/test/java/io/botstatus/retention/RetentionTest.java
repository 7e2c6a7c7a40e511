package io.botstatus.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.Contradictions;
import io.botstatus.TestSettings;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.PolicyTable;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Rows that are deleted when they are old enough, and rows that stay. */
@TestPropertySource(
        properties = {
            "botstatus.history.full=false",
            "botstatus.retention.events=90d",
            "botstatus.retention.messages=P10D",
            "botstatus.retention.bulk-changes=20d"
        })
class RetentionTest extends PauseScenario {

    @Autowired
    Retention retention;

    @Autowired
    BulkChanges bulk;

    @Autowired
    JdbcClient sql;

    @Autowired
    DataSource dataSource;

    @BeforeEach
    @Override
    public void beginAtStart(TestInfo test) {
        super.beginAtStart(test);
        sql.sql("truncate contact_bot, bot_hold, bot_event, bot_message, bot_bulk_change cascade")
                .update();
    }

    @AfterEach
    void rowsInstancesAndEventsAgree() {
        assertThat(Contradictions.in(sql)).isEmpty();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "over"));
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24)));
    }

    @Test
    void messagesGoThenEventsAndThenTheContactItself() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        passes("PT24H");
        fireTimer(pause);
        long epoch = state().epoch();

        passes("P8D");
        assertThat(retention.prune()).isZero();
        assertThat(writesAgain("m-1")).isEqualTo(Effect.DUPLICATE);

        passes("P1DT1S");
        assertThat(retention.prune()).isEqualTo(1);
        assertThat(rows("bot_message")).isZero();
        assertThat(story()).hasSize(2);
        assertThat(state().epoch()).isEqualTo(epoch);

        passes("P81D");
        assertThat(retention.prune()).isEqualTo(3);
        assertThat(rows("bot_event")).isZero();
        assertThat(rows("contact_bot")).isZero();

        assertThat(permit().granted()).isTrue();
        submit(BotPause.MANUAL_MESSAGE_SENT);
        assertThat(state().epoch()).as("never comes again").isGreaterThan(epoch);
    }

    @Test
    void whatAHoldThatLastsIsAboutStays() {
        deploy(PolicyTable.always("pauseAs", "\"inactive\""));
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        contact = new ContactId("another " + UUID.randomUUID());
        ProcessInstance request = requestStatus("snoozed", "reactivateAfter", "PT1H");
        passes("PT1H");
        fireTimer(request);

        passes("P400D");

        assertThat(retention.prune()).isEqualTo(3);
        assertThat(rows("bot_event")).isEqualTo(1);
        assertThat(rows("bot_message")).isEqualTo(1);
        assertThat(rows("contact_bot")).isEqualTo(1);
    }

    @Test
    void noMessageGoesBeforeTheWindowOfTheLimitNorItsContact() {
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 75, Duration.ofDays(60)));
        permit();

        passes("P59D");
        assertThat(retention.prune()).isZero();

        passes("P1DT1S");
        assertThat(retention.prune()).isEqualTo(2);
        assertThat(rows("contact_bot")).isZero();
    }

    @Test
    void aChangeOfManyGoesWhenItIsOverAndHoldsNobodyBack() {
        ContactId held = new ContactId("held");
        BulkChange paused = bulk.change(set(BotStatus.INACTIVE), new Selection.Listed(List.of(held)));
        BulkChange activated = bulk.change(set(BotStatus.ACTIVE), new Selection.Listed(List.of(contact)));
        workOff();
        passes("P20DT1S");

        retention.prune();
        assertThat(bulk.find(activated.id())).isEmpty();
        assertThat(bulk.find(paused.id())).isPresent();

        pauses.request(held, StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "ben"), null);
        retention.prune();
        assertThat(bulk.find(paused.id())).isEmpty();
        assertThat(rows("bot_bulk_change_pause")).isZero();
    }

    @Test
    void aCohortGoesThatItsInstanceCanNoLongerClose() {
        sql.sql("insert into bot_cohort values (:end, 'an instance that somebody has deleted by SQL')")
                .param("end", now().atOffset(ZoneOffset.UTC))
                .update();

        passes("PT23H");
        assertThat(retention.prune()).isZero();
        passes("PT1H1S");
        assertThat(retention.prune()).isEqualTo(1);
        assertThat(rows("bot_cohort")).isZero();
    }

    @Test
    void aContactThatSomebodyIsAtWorkOnIsPassedOverAndGoesLater() throws SQLException {
        permit();
        passes("P11D");

        try (Connection other = dataSource.getConnection();
                PreparedStatement lock =
                        other.prepareStatement("select 1 from contact_bot where contact_id = ? for update")) {
            other.setAutoCommit(false);
            lock.setString(1, contact.value());
            lock.execute();
            assertThat(retention.prune()).as("the message alone").isEqualTo(1);
            other.rollback();
            other.setAutoCommit(true);
        }

        assertThat(retention.prune()).isEqualTo(1);
        assertThat(rows("contact_bot")).isZero();
    }

    @Test
    void severalNodesAtTheSameTimeShareTheWork() {
        fill(25_000);
        passes("P400D");
        ExecutorService nodes = Executors.newFixedThreadPool(4);

        List<CompletableFuture<Long>> gone = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(retention::prune, nodes))
                .toList();
        long sum = gone.stream().mapToLong(CompletableFuture::join).sum() + retention.prune();
        nodes.shutdown();

        assertThat(sum).isEqualTo(3 * 25_000);
        assertThat(rows("contact_bot") + rows("bot_event") + rows("bot_message"))
                .isZero();
    }

    @Test
    void whatWasDoneBeforeAFailureStaysDoneAndTheRestFollows() {
        fill(5_000);
        passes("P400D");
        sql.sql("""
                        create function stop() returns trigger language plpgsql as
                        $$ begin if old.contact_id = 'crowd-02500' then raise 'a crash'; end if; return old; end $$""").update();
        sql.sql("create trigger stop before delete on bot_event for each row execute function stop()")
                .update();
        try {
            assertThatThrownBy(retention::prune).hasStackTraceContaining("a crash");
            assertThat(rows("bot_event")).isEqualTo(3_000);
        } finally {
            sql.sql("drop function stop cascade").update();
        }

        retention.prune();

        assertThat(rows("bot_event")).isZero();
        assertThat(rows("contact_bot")).isZero();
    }

    @Test
    void theHistoryOfAContactEndsWhereItHasGone() {
        requestStatus("inactive");
        requestStatus("active");
        passes("P100D");
        requestStatus("inactive");
        assertThat(events()).hasSize(3);

        retention.prune();

        assertThat(events()).extracting(BotEvent::type).containsExactly(BotEvent.Type.PLACED);
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    private Effect writesAgain(String message) {
        return pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, message, null, null, now(), Map.of()))
                .effect();
    }

    private static StatusRequest set(BotStatus status) {
        return StatusRequest.byPerson(status, new Reactivation.Never(), null, "ben");
    }

    private void workOff() {
        for (var jobs = management.createJobQuery().executable().list();
                !jobs.isEmpty();
                jobs = management.createJobQuery().executable().list()) {
            jobs.forEach(job -> management.executeJob(job.getId()));
        }
    }

    /** Creates this many contacts that were paused and answered, and have been active since. */
    private void fill(int contacts) {
        sql.sql(
                        "insert into contact_bot (contact_id) select 'crowd-' || lpad(n::text, 5, '0') from generate_series(1, :count) n")
                .param("count", contacts)
                .update();
        sql.sql("""
                        insert into bot_event (contact_id, at, type, cause, status_before, status_after)
                        select contact_id, :now, 'released', 'campaign', 'snoozed', 'active' from contact_bot order by 1""").param("now", now().atOffset(ZoneOffset.UTC)).update();
        sql.sql("insert into bot_message select contact_id, 'm', 'bot', :now, 1 from contact_bot")
                .param("now", now().atOffset(ZoneOffset.UTC))
                .update();
    }

    private long rows(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
