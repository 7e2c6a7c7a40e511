package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.LongRunning;
import io.botstatus.PausedContactGenerator;
import io.botstatus.Plans;
import io.botstatus.Plans.Node;
import io.botstatus.Plans.Plan;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.retention.ContactErasure;
import io.botstatus.retention.Retention;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.PausedContacts;
import io.botstatus.web.ServerTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Among twenty thousand paused contacts, with all of their engine rows, each hot path uses indexes, and reads as few rows as among
 * ten.
 */
@LongRunning
@ServerTest
@TestPropertySource(properties = "botstatus.health.interval=1h") // whose look reads whole tables
@Import(Plans.Listener.class)
@DirtiesContext // no other test needs twenty thousand contacts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansAtScaleTest {

    private static final int PAUSED = 20_000;
    private static final int PAGE = 50;
    /** As often as pgjdbc and PostgreSQL need to settle on the generic plan. */
    private static final int TIMES = 12;
    /** More than the holds of a page and other small reads; the tables have twenty thousand rows and more. */
    private static final int FEW_ROWS = 2_000;

    private static final Set<String> SMALL =
            Set.of("bot_settings", "act_ru_jobdef", "act_ru_incident", "act_ru_authorization");

    @Autowired
    private DataSource plans;

    @Autowired
    private ContactStates states;

    @Autowired
    private ReplyPermits permits;

    @Autowired
    private BotPauses pauses;

    @Autowired
    private ContactErasure erasure;

    @Autowired
    private Retention retention;

    @Autowired
    private ManagementService management;

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    private boolean filled;
    /** The tables that are empty in these tests. */
    private Set<String> empty = Set.of();

    @BeforeEach
    void fill() throws SQLException {
        if (!filled) {
            // A connection without auto_explain.
            JdbcClient sql =
                    JdbcClient.create(((Plans) plans).getTargetDataSource().unwrap(HikariDataSource.class));
            pauses.report(message("anna", "first"));
            new PausedContactGenerator(sql, "anna").copy(PAUSED, Duration.ofSeconds(1));
            // Half of the timers are due, and no job executor has run yet.
            sql.sql("""
                            update act_ru_job set duedate_ = localtimestamp from bot_hold h
                             where h.process_instance_id = process_instance_id_ and h.contact_id like 'anna-1____'""").update();
            sql.sql("vacuum analyze act_ru_job").update();
            // Builders' flows have known some of them.
            sql.sql("""
                            insert into act_hi_varinst (id_, var_type_, name_, text_)
                            select 'known-' || n, 'string', 'contactId', 'anna-' || n
                              from generate_series(1, 5000) n""").update();
            sql.sql("analyze act_hi_varinst").update();
            // The engine has noted in one row that it has made the job of its own clean-up.
            empty = sql.sql("select relname from pg_class where relkind = 'r' and reltuples <= 1")
                    .query(String.class)
                    .set();
            filled = true;
        }
    }

    @Test
    void aStatusReadGoesByTheKeys() {
        assertThat(indexes(n -> states.of(new ContactId("anna-" + n * 100))))
                .containsExactly("bot_hold_pkey", "contact_bot_pkey");
    }

    @Test
    void aReplyPermitGoesByTheKeys() {
        assertThat(indexes(n -> permits.ask(new ContactId("ben"), "reply " + n, null)))
                .containsExactly("bot_message_pkey", "contact_bot_pkey");
    }

    @Test
    void aRepeatGoesByTheKeys() {
        assertThat(indexes(n -> pauses.report(message("anna-" + n * 1000, "repeat " + n))))
                .contains("bot_hold_pkey", "contact_bot_pkey", "bot_message_pkey");
    }

    @Test
    void aNewPauseGoesByIndexes() {
        assertThat(indexes(n -> pauses.report(message("carla" + n, "message " + n))))
                .contains("bot_hold_pkey", "contact_bot_pkey");
    }

    @Test
    void aReactivationGoesByIndexes() {
        assertThat(indexes(n -> management.executeJob(timerOf("anna-" + (500 + n)))))
                .contains("bot_hold_process_instance", "bot_hold_pkey", "contact_bot_pkey");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageOfTheListGoesByIndexes(PausedContacts page) {
        assertThat(indexes(n -> states.paused(page)))
                .contains(
                        page.order() == PausedContacts.Order.CONTACT_ID ? "bot_hold_pkey" : "contact_bot_reactivation");
    }

    static Stream<PausedContacts> pages() {
        PausedContacts.Place middle =
                new PausedContacts.Place(Instant.now().plus(Duration.ofHours(26)), new ContactId("anna-5"));
        return Stream.of(PausedContacts.Order.values())
                .flatMap(order -> Stream.of(
                        page(null, null, "", order, null),
                        page(null, null, "", order, middle),
                        page(BotStatus.SNOOZED, null, "", order, middle),
                        page(null, Cause.MANUAL_MESSAGE, "", order, middle),
                        page(null, null, "anna-", order, middle)));
    }

    private static PausedContacts page(
            @Nullable BotStatus status,
            @Nullable Cause cause,
            String search,
            PausedContacts.Order order,
            PausedContacts.@Nullable Place after) {
        return new PausedContacts(status, cause, search, order, after, PAGE);
    }

    @Test
    void whatIsOldIsFoundByTheKeysAndByWhenMessagesWereSeen() {
        assertThat(indexes(n -> retention.prune()))
                .contains("bot_event_pkey", "bot_message_seen", "contact_bot_pkey", "bot_hold_pkey");
    }

    @Test
    void whoeverIsForgottenIsFoundByTheBusinessKeyAndTheVariable() {
        assertThat(indexes(n -> erasure.forget(new ContactId("anna-" + (900 + n)))))
                .contains("act_idx_hi_pro_i_buskey", "bot_idx_varinst_contact", "bot_idx_variable_contact");
    }

    @Test
    void theJobExecutorsQuestionsGoByTheDueDate() {
        DefaultJobExecutor executor = new DefaultJobExecutor();
        assertThat(indexes(n -> engine.getCommandExecutorTxRequired().execute(new AcquireJobsCmd(executor))))
                .contains("bot_idx_job_duedate");
    }

    @Test
    void aJobThatHasJustComeIsAmongTheNextThoughThousandsHaveWaitedLonger() {
        String job = timerOf("anna-7");
        management.setJobDuedate(job, Date.from(Instant.now()));

        assertThat(engine.getCommandExecutorTxRequired()
                        .execute(new AcquireJobsCmd(new DefaultJobExecutor(), 10))
                        .contains(job))
                .isTrue();
    }

    private String timerOf(String contact) {
        return management
                .createJobQuery()
                .processInstanceId(
                        states.of(new ContactId(contact)).holds().get(0).processInstanceId())
                .singleResult()
                .getId();
    }

    /** The indexes that were used. Fails on a sequential scan, and on a step that reads many rows. */
    private Set<String> indexes(Work work) {
        List<Plan> heard = ((Plans) plans).of(() -> {
            for (int n = 1; n <= TIMES; n++) {
                work.run(n);
            }
        });
        assertThat(heard).isNotEmpty();
        for (Plan plan : heard) {
            assertThat(plan.nodes())
                    .as(plan.statement())
                    .noneMatch(node -> node.type().equals("Seq Scan") && !isSmall(node))
                    .noneMatch(node -> node.rows() > FEW_ROWS);
        }
        return heard.stream()
                .flatMap(plan -> plan.nodes().stream())
                .map(Node::index)
                .filter(index -> !index.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isSmall(Node node) {
        return SMALL.contains(node.table())
                || empty.contains(node.table())
                || node.table().startsWith("act_re_")
                || node.table().startsWith("act_ge_");
    }

    private static Trigger message(String contact, String id) {
        return new Trigger(new ContactId(contact), Cause.MANUAL_MESSAGE, id, "sms", "dora", Instant.now(), Map.of());
    }

    private interface Work {
        void run(int n);
    }
}
