package io.botstatus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.bulk.BotBulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.identity.Alias;
import io.botstatus.identity.Aliases;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StaleEpochException;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.Refusal;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.ReplyRequest;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Hold;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Many clients at once, on the engine and PostgreSQL as they are. */
@PluginTest
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.maximum-pool-size=70",
            "spring.datasource.hikari.minimum-idle=0",
            // The engine logs every exception that it throws. The test itself checks for those that must not be thrown.
            "logging.level.org.camunda.bpm.engine=off"
        })
class ConcurrencyTest {

    /** So many of a crowd are forgotten meanwhile. */
    private static final int FORGOTTEN = 3;

    @Autowired
    Messages messages;

    @Autowired
    ReplyPermits permits;

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactErasure erasure;

    @Autowired
    BulkChanges bulk;

    @Autowired
    Aliases aliases;

    @Autowired
    ContactStates states;

    @Autowired
    BotEvents events;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient sql;

    @Autowired
    HikariDataSource pool;

    @AfterEach
    void rowsInstancesAndEventsAgree() {
        assertThat(Contradictions.in(sql)).isEmpty();
    }

    @Test
    void noPauseIsLostWhileTwoContactsBecomeOne() {
        for (int round = 0; round < 40; round++) {
            ContactId contact = new ContactId("joined-" + round);
            ContactId alias = new ContactId((round % 2 == 0 ? "an-alias-" : "z-alias-") + round);
            int current = round;

            atOnce(8, client -> switch (client) {
                case 0 -> {
                    aliases.join(new Alias(alias, contact), "anna");
                    yield true;
                }
                case 1 -> messages.report(message(alias, "alias-" + current));
                case 2 -> messages.report(message(contact, "contact-" + current));
                case 3 -> {
                    aliases.join(new Alias(alias, contact), "ben");
                    yield true;
                }
                default -> permits.ask(client % 2 == 0 ? alias : contact, "r" + client, null);
            });

            assertThat(states.of(alias)).returns(contact, ContactState::contact);
            assertThat(states.of(contact).status()).isEqualTo(BotStatus.SNOOZED);
            assertThat(permits.ask(alias, "late", null).granted()).isFalse();
            assertThat(permits.ask(contact, "late", null).granted()).isFalse();
            assertThat(events.before(contact, Long.MAX_VALUE, 10))
                    .filteredOn(event -> event.type() == BotEvent.Type.JOINED)
                    .hasSize(1);
        }
    }

    @Test
    void nothingIsGrantedToAnAliasOfAPausedContactOnceItIsOne() {
        for (int round = 0; round < 20; round++) {
            ContactId contact = new ContactId("paused-" + round);
            ContactId alias = new ContactId((round % 2 == 0 ? "an-alias-of-paused-" : "z-alias-of-paused-") + round);
            messages.report(message(contact, "pauses"));
            AtomicLong joined = new AtomicLong(Long.MAX_VALUE);

            List<Boolean> grantedLate = atOnce(6, client -> {
                if (client == 0) {
                    aliases.join(new Alias(alias, contact), null);
                    joined.set(System.nanoTime());
                    return false;
                }
                boolean late = false;
                for (int reply = 0; reply < 30; reply++) {
                    long asked = System.nanoTime();
                    boolean granted =
                            permits.ask(alias, client + "-" + reply, null).granted();
                    late |= granted && asked > joined.get();
                }
                return late;
            });

            assertThat(grantedLate).doesNotContain(true);
        }
    }

    private static Message message(ContactId contact, String id) {
        return new Message(contact, id, Sender.HUMAN, ClockUtil.getCurrentTime().toInstant(), "anna", null, Map.of());
    }

    @Test
    void sixtyFourClientsGetNoMoreThanTheSeventyFiveRepliesOfTheLimit() {
        ContactId contact = new ContactId("limited");

        List<ReplyPermit> answers = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            int first = 64 * round;
            answers.addAll(atOnce(64, client -> permits.ask(contact, "reply-" + (first + client), null)));
        }

        assertThat(answers).filteredOn(ReplyPermit::granted).hasSize(75);
        assertThat(answers)
                .filteredOn(answer -> !answer.granted())
                .hasSize(128 - 75)
                .allMatch(answer -> answer.because() == Refusal.MESSAGE_LIMIT);
        assertThat(answers)
                .filteredOn(ReplyPermit::granted)
                .extracting(ReplyPermit::remaining)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 75).boxed().toList());
        assertOnePause(contact, Cause.MESSAGE_LIMIT);
    }

    @Test
    void aReplyThatIsAskedForBySeveralClientsAtOnceCountsOnce() {
        for (int round = 0; round < 10; round++) {
            ContactId contact = new ContactId("asked-at-once-" + round);

            List<ReplyPermit> answers = atOnce(32, client -> permits.ask(contact, "the reply", null));

            assertThat(answers).allMatch(ReplyPermit::granted);
            assertThat(answers).filteredOn(ReplyPermit::duplicate).hasSize(31);
            assertThat(states.of(contact).replies().used()).isEqualTo(1);
        }
    }

    @Test
    void ofManyWorkersThatAnswerOneMessageOneIsGranted() {
        for (int round = 0; round < 20; round++) {
            ContactId contact = new ContactId("answered-at-once-" + round);

            List<ReplyPermit> answers = atOnce(
                    32, worker -> permits.ask(contact, new ReplyRequest("reply-" + worker, null, "the message", null)));

            assertThat(answers).filteredOn(ReplyPermit::granted).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> !answer.granted())
                    .allMatch(answer -> answer.because() == Refusal.ANSWERED);
            assertThat(states.of(contact).replies().used()).isEqualTo(1);
        }
    }

    @Sampled
    @Test
    void noReplyIsGrantedToAQuestionAskedAfterThePauseWasAcknowledged() {
        LongAdder grantedMeanwhile = new LongAdder();
        for (int race = 0; race < Samples.of(100, 1000); race++) {
            ContactId contact = new ContactId("race-" + race);
            int door = race % 5;
            AtomicLong acknowledged = new AtomicLong(Long.MAX_VALUE);
            Map<Long, String> granted = new ConcurrentHashMap<>();
            AtomicLong epoch = new AtomicLong();

            atOnce(2, client -> {
                if (client == 0) {
                    pause(contact, door);
                    acknowledged.set(System.nanoTime());
                } else {
                    for (int n = 0; ; n++) {
                        String reply = "reply-" + n;
                        long asked = System.nanoTime();
                        ReplyPermit answer = permits.ask(contact, reply, null);
                        if (!answer.granted()) {
                            break;
                        }
                        epoch.set(answer.epoch());
                        granted.put(asked, reply);
                    }
                }
                return null;
            });

            assertThat(granted.keySet()).allMatch(asked -> asked < acknowledged.get(), "asked before the pause was");
            grantedMeanwhile.add(granted.size());
            if (!granted.isEmpty() && race % 10 == 0) {
                assertThatThePermitsAreWorthNothingAnyMore(contact, granted.values(), epoch.get());
            }
        }
        assertThat(grantedMeanwhile.sum())
                .as("replies granted while a pause was under way")
                .isPositive();
    }

    private void pause(ContactId contact, int door) {
        if (door == 0) {
            pauses.request(contact, person(BotStatus.INACTIVE, new Reactivation.Never()), null);
        } else if (door == 1) {
            correlate(contact, BotPause.MANUAL_MESSAGE_SENT, Map.of());
        } else {
            pauses.report(manualMessage(contact, "by hand"));
        }
    }

    private void assertThatThePermitsAreWorthNothingAnyMore(
            ContactId contact, Iterable<String> replies, long epochThen) {
        assertThat(replies).noneMatch(reply -> permits.ask(contact, reply, null).granted());

        pauses.request(contact, person(BotStatus.ACTIVE, new Reactivation.Never()), null);

        assertThat(replies)
                .allMatch(reply -> permits.ask(contact, reply, epochThen).because() == Refusal.EPOCH_CHANGED);
        assertThat(permits.ask(contact, "another", epochThen).because()).isEqualTo(Refusal.EPOCH_CHANGED);
        assertThat(permits.ask(contact, "another", null).granted()).isTrue();
    }

    @Test
    void simultaneousTriggersForAnUnseenContactLeaveOneHoldAndOneInstance() {
        for (int round = 0; round < 5; round++) {
            ContactId contact = new ContactId("unseen-" + round);

            atOnce(32, client -> {
                if (client % 2 == 0) {
                    pauses.report(manualMessage(contact, "message-" + client));
                } else {
                    correlate(contact, BotPause.MANUAL_MESSAGE_SENT, Map.of("messageId", "message-" + client));
                }
                return null;
            });

            assertOnePause(contact, Cause.MANUAL_MESSAGE);
            assertThat(history(contact))
                    .filteredOn(event -> event.type() != BotEvent.Type.EXTENDED)
                    .extracting(BotEvent::type)
                    .containsExactly(BotEvent.Type.PLACED);
        }
    }

    @Test
    void simultaneousDeliveriesOfOneMessageHaveOneEffect() {
        for (int round = 0; round < 5; round++) {
            ContactId contact = new ContactId("delivered-" + round);

            List<Effect> effects = deliverAtOnce(contact, "the message");

            assertThat(effects).filteredOn(effect -> effect == Effect.PAUSED).hasSize(1);
            assertThat(effects).filteredOn(effect -> effect == Effect.DUPLICATE).hasSize(31);
            assertOnePause(contact, Cause.MANUAL_MESSAGE);
            assertThat(history(contact)).hasSize(1);
        }
    }

    /** Each comes wholly before it is forgotten, and leaves nothing, or wholly after. */
    @Sampled
    @Test
    void whoIsForgottenInHisFirstMomentLosesNothingByHalves() {
        for (int round = 0; round < Samples.of(15, 60); round++) {
            ContactId contact = new ContactId("forgotten-at-once-" + round);

            atOnce(4, client -> {
                switch (client) {
                    case 0, 1 -> erasure.forget(contact);
                    case 2 -> pauses.report(manualMessage(contact, "by hand"));
                    default -> pauses.request(contact, person(BotStatus.INACTIVE, new Reactivation.Never()), null);
                }
                return null;
            });

            assertThat(events.before(contact, Long.MAX_VALUE, 100))
                    .extracting(BotEvent::reason)
                    .noneMatch(reason -> String.valueOf(reason).contains("forgotten"));
        }
    }

    @Test
    void simultaneousDeliveriesOfOneMessageExtendAPauseOnce() {
        for (int round = 0; round < 5; round++) {
            ContactId contact = new ContactId("paused-before-" + round);
            Instant earlier = ClockUtil.getCurrentTime().toInstant().minusSeconds(60);
            pauses.report(
                    new Trigger(contact, Cause.MANUAL_MESSAGE, "the first message", null, null, earlier, Map.of()));

            List<Effect> effects = deliverAtOnce(contact, "the second message");

            assertThat(effects).filteredOn(effect -> effect == Effect.EXTENDED).hasSize(1);
            assertThat(effects).filteredOn(effect -> effect == Effect.DUPLICATE).hasSize(31);
            assertOnePause(contact, Cause.MANUAL_MESSAGE);
            assertThat(history(contact)).hasSize(2);
        }
    }

    private List<Effect> deliverAtOnce(ContactId contact, String messageId) {
        return atOnce(
                32, client -> pauses.report(manualMessage(contact, messageId)).effect());
    }

    @Test
    void ofTwoPeopleWhoLookedAtTheSameStateOneChangesIt() {
        for (int round = 0; round < 20; round++) {
            ContactId contact = new ContactId("looked-at-" + round);
            long epoch = states.of(contact).epoch();

            List<String> answers = atOnce(2, client -> {
                try {
                    pauses.request(contact, person(BotStatus.INACTIVE, new Reactivation.Never()), epoch);
                    return "changed";
                } catch (StaleEpochException e) {
                    return "stale";
                }
            });

            assertThat(answers).containsExactlyInAnyOrder("changed", "stale");
            assertOnePause(contact, Cause.MANUAL_CHANGE);
        }
    }

    @Sampled
    @Test
    void aTimerThatIsTooEarlyNeverMakesAReleaseFail() {
        for (int round = 0; round < Samples.of(25, 100); round++) {
            ContactId contact = new ContactId("early-" + round);
            pauses.report(manualMessage(contact, "by hand"));
            Job timer = management
                    .createJobQuery()
                    .processInstanceId(states.of(contact).holds().get(0).processInstanceId())
                    .singleResult();

            atOnce(2, client -> {
                if (client == 0) {
                    correlate(contact, BotPause.STATUS_REQUESTED, Map.of("status", "active"));
                } else {
                    unlessOvertaken(
                            () -> management.executeJob(timer.getId()),
                            () -> management.createJobQuery().jobId(timer.getId()));
                }
                return null;
            });

            assertThat(states.of(contact).status()).isEqualTo(BotStatus.ACTIVE);
        }
    }

    /** Changes that share transactions, while some of their contacts are joined, forgotten and changed by many at once. */
    @Sampled
    @Test
    void changesThatComeTogetherKeepTheirOwnAnswersWhateverHappensToTheirContacts() {
        long patience = System.nanoTime() + SECONDS.toNanos(60);
        for (int round = 0;
                round < Samples.of(4, 40) || (sharedTransactions().isEmpty() && System.nanoTime() < patience);
                round++) {
            List<ContactId> contacts = contactsOfCrowd("crowd-" + round + "-");
            List<ContactId> aliases = contactsOfCrowd((round % 2 == 0 ? "a" : "z") + "-alias-" + round + "-");

            List<Optional<Told>> answers = atOnce(36, client -> {
                int one = client / 2 % contacts.size();
                String id = "client-" + client;
                switch (client) {
                    case 0 ->
                        IntStream.range(FORGOTTEN, contacts.size())
                                .forEach(n -> this.aliases.join(new Alias(aliases.get(n), contacts.get(n)), "anna"));
                    case 1 -> contacts.subList(0, FORGOTTEN).forEach(erasure::forget);
                    case 2 -> changeMany(contacts);
                    case 3, 4, 5 -> contacts.forEach(contact -> permits.ask(contact, id, null));
                    default -> {
                        return Optional.of(
                                client % 2 == 0
                                        ? told(contacts.get(one), id, client % 4 == 0)
                                        : report(
                                                contacts.get(one),
                                                client % 3 == 0 ? aliases.get(one) : contacts.get(one),
                                                id));
                    }
                }
                return Optional.empty();
            });

            answers.stream()
                    .flatMap(Optional::stream)
                    .filter(told -> contacts.indexOf(told.contact()) >= FORGOTTEN)
                    .forEach(told -> assertThat(history(told.contact()))
                            .as("%s", told)
                            .filteredOn(event -> event.type() != BotEvent.Type.JOINED
                                    && (told.id().equals(event.reason())
                                            || told.id().equals(event.setBy())))
                            .extracting(BotEvent::type)
                            .matches(types -> types.isEmpty() != told.done()));
            for (int n = FORGOTTEN; n < contacts.size(); n++) {
                assertThat(permits.ask(aliases.get(n), "late", null).granted()).isFalse();
                assertThat(states.of(aliases.get(n))).isEqualTo(states.of(contacts.get(n)));
            }
        }
        assertThat(sharedTransactions()).as("transactions of several callers").isNotEmpty();
    }

    private List<String> sharedTransactions() {
        return sql.sql("""
                        select xid::text from bot_event
                         where 'client-' in (left(set_by, 7), left(reason, 7)) and contact_id like 'crowd-%'
                         group by xid having count(distinct contact_id) > 1""").query(String.class).list();
    }

    private static List<ContactId> contactsOfCrowd(String prefix) {
        return IntStream.range(0, 12).mapToObj(n -> new ContactId(prefix + n)).toList();
    }

    /** A person's change, perhaps of somebody who has looked at the status. */
    private Told told(ContactId contact, String reason, boolean looks) {
        Long epoch = looks ? states.of(contact).epoch() : null;
        try {
            pauses.request(
                    contact,
                    StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), reason, "anna"),
                    epoch);
            return new Told(contact, reason, true);
        } catch (StaleEpochException e) {
            assertThat(e).hasMessageContaining("'" + contact.value() + "'").hasMessageContaining("not " + epoch + ".");
            return new Told(contact, reason, false);
        }
    }

    private Told report(ContactId contact, ContactId named, String by) {
        Instant now = ClockUtil.getCurrentTime().toInstant();
        Effect effect = pauses.report(new Trigger(named, Cause.MANUAL_MESSAGE, by, null, by, now, Map.of()))
                .effect();
        return new Told(contact, by, effect != Effect.NONE);
    }

    /** Until all are changed and the instances of their earlier holds have ended; a turn that has met others is tried again. */
    private void changeMany(List<ContactId> contacts) {
        bulk.change(
                person(BotStatus.SNOOZED, new Reactivation.After(Duration.ofDays(1))), new Selection.Listed(contacts));
        JobQuery turns = management.createJobQuery().processDefinitionKey(BotBulkChange.PROCESS);
        while (turns.count() > 0) {
            for (Job job : turns.list()) {
                unlessOvertaken(
                        () -> management.executeJob(job.getId()),
                        () -> management.createJobQuery().jobId(job.getId()));
            }
        }
    }

    /** What a caller has heard. */
    private record Told(ContactId contact, String id, boolean done) {}

    @Sampled
    @Test
    void everythingAtOnceOverFewContactsLeavesRowsInstancesAndEventsThatAgree() {
        Duration duration = Duration.ofSeconds(Integer.getInteger("botstatus.concurrency.seconds", Samples.of(3, 30)));
        long end = System.nanoTime() + duration.toNanos();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        Map<String, LongAdder> done = new ConcurrentHashMap<>();

        atOnce(12, client -> {
            Mix mix = new Mix(new Random(client), done);
            while (System.nanoTime() < end && failures.isEmpty()) {
                try {
                    mix.next();
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
            return null;
        });

        assertThat(failures).as(() -> causes(failures)).isEmpty();
        assertThat(done.keySet()).as("what was done, %s", done).hasSize(Mix.KINDS);
        assertThat(Contradictions.in(sql)).as("at the end").isEmpty();
        runAllJobs();
        assertThat(sql.sql("select contact_id || ' ' || cause from bot_hold where until < 'infinity'")
                        .query(String.class)
                        .list())
                .as("holds left when all timers have fired")
                .isEmpty();
        assertThat(deadlocks()).isZero();
    }

    /** Random actions of clients, workflows, people and the engine. */
    private final class Mix {

        static final int KINDS = 12;
        private static final List<Sender> SENDERS = List.of(Sender.values());

        private final Random random;
        private final Map<String, LongAdder> done;

        Mix(Random random, Map<String, LongAdder> done) {
            this.random = random;
            this.done = done;
        }

        void next() {
            int kind = random.nextInt(KINDS);
            ContactId contact = new ContactId("mixed-" + random.nextInt(5));
            String id = "id-" + random.nextInt(2000);
            // A hold of 24 hours that has only fractions of a second left.
            Instant longAgo = ClockUtil.getCurrentTime()
                    .toInstant()
                    .minus(Duration.ofHours(24))
                    .plusMillis(random.nextInt(500));
            switch (kind) {
                case 0, 1 ->
                    pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, id, null, null, longAgo, Map.of()));
                case 2 ->
                    correlate(
                            contact,
                            BotPause.MANUAL_MESSAGE_SENT,
                            Map.of("messageId", id, "sentAt", longAgo.toString()));
                case 3 ->
                    messages.report(new Message(
                            contact, id, sender(), ClockUtil.getCurrentTime().toInstant(), null, null, Map.of()));
                case 4, 5 ->
                    permits.ask(
                            contact,
                            id,
                            random.nextBoolean() ? null : states.of(contact).epoch());
                case 6 -> pauses.request(contact, person(status(), shortly()), null);
                case 7 ->
                    correlate(
                            contact,
                            BotPause.STATUS_REQUESTED,
                            random.nextInt(3) == 0
                                    ? Map.of("status", "active", "override", random.nextBoolean())
                                    : Map.of("status", "snoozed", "reactivateAfter", "PT0.2S", "cause", "opt_out"));
                case 8, 9 ->
                    dueJobs()
                            .forEach(job -> unlessOvertaken(
                                    () -> management.executeJob(job.getId()),
                                    () -> management.createJobQuery().jobId(job.getId())));
                case 10 ->
                    states.of(contact).holds().stream()
                            .map(Hold::processInstanceId)
                            .limit(1)
                            .forEach(instance -> unlessOvertaken(
                                    () -> runtime.deleteProcessInstance(instance, "deleted by hand"),
                                    () -> runtime.createProcessInstanceQuery().processInstanceId(instance)));
                default -> {
                    if (random.nextInt(4) == 0) {
                        erasure.forget(contact);
                    }
                }
            }
            done.computeIfAbsent("kind " + kind, key -> new LongAdder()).increment();
        }

        private Sender sender() {
            return SENDERS.get(random.nextInt(SENDERS.size()));
        }

        private BotStatus status() {
            return random.nextInt(3) == 0 ? BotStatus.INACTIVE : BotStatus.SNOOZED;
        }

        private Reactivation shortly() {
            return new Reactivation.After(Duration.ofMillis(1 + random.nextInt(300)));
        }
    }

    /** The engine fails in several ways for a job or an instance that another thread has ended meanwhile. */
    private static void unlessOvertaken(Runnable step, Supplier<Query<?, ?>> target) {
        try {
            step.run();
        } catch (OptimisticLockingException e) {
            // The other thread was first: the job executor tries again, a person sees that it is done.
        } catch (RuntimeException e) {
            if (target.get().count() > 0) {
                throw e;
            }
        }
    }

    /** The causes of the failures, because the engine's own exceptions only refer to a log. */
    private static String causes(List<Throwable> failures) {
        StringWriter text = new StringWriter();
        failures.forEach(failure -> failure.printStackTrace(new PrintWriter(text)));
        return text.toString();
    }

    private static StatusRequest person(BotStatus status, Reactivation reactivation) {
        return StatusRequest.byPerson(status, reactivation, null, "anna");
    }

    private static Trigger manualMessage(ContactId contact, String messageId) {
        Instant now = ClockUtil.getCurrentTime().toInstant();
        return new Trigger(contact, Cause.MANUAL_MESSAGE, messageId, null, null, now, Map.of());
    }

    /** Correlates a message as Camunda's REST API does. */
    private void correlate(ContactId contact, String message, Map<String, Object> variables) {
        runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(contact.value())
                .setVariables(variables)
                .correlateWithResult();
    }

    private List<BotEvent> history(ContactId contact) {
        return events.before(contact, Long.MAX_VALUE, 100);
    }

    private void assertOnePause(ContactId contact, Cause cause) {
        ContactState state = states.of(contact);
        assertThat(state.holds()).extracting(Hold::cause).containsExactly(cause);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(contact.value(), BotPause.PROCESS)
                        .list())
                .extracting(instance -> instance.getId())
                .containsExactly(state.holds().get(0).processInstanceId());
    }

    @SuppressWarnings("JavaUtilDate") // the type of due dates
    private List<Job> dueJobs() {
        return management.createJobQuery().processDefinitionKey(BotPause.PROCESS).list().stream()
                .filter(job -> !job.getDuedate().after(ClockUtil.getCurrentTime()))
                .toList();
    }

    /** Later than any deadline of these. */
    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private void runAllJobs() {
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofDays(2))));
        try {
            for (List<Job> due = dueJobs(); !due.isEmpty(); due = dueJobs()) {
                due.forEach(job -> management.executeJob(job.getId()));
            }
        } finally {
            ClockUtil.reset();
        }
    }

    /** Counted by PostgreSQL when the connections that met them are closed. */
    private long deadlocks() {
        pool.getHikariPoolMXBean().softEvictConnections();
        JdbcClient outside = TestDatabase.outside();
        String database = pool.getJdbcUrl().replaceAll(".*/([^?]+).*", "$1");
        String connections = "select count(*) from pg_stat_activity where datname = :database";
        long patience = System.nanoTime() + SECONDS.toNanos(30);
        while (outside.sql(connections)
                        .param("database", database)
                        .query(Long.class)
                        .single()
                > 0) {
            assertThat(System.nanoTime()).as("connections left open").isLessThan(patience);
        }
        return outside.sql("select deadlocks from pg_stat_database where datname = :database")
                .param("database", database)
                .query(Long.class)
                .single();
    }

    /** Every client's answer, in no order; none of them starts before all are there. */
    private static <T> List<T> atOnce(int clients, IntFunction<T> action) {
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        try {
            List<Future<T>> answers = IntStream.range(0, clients)
                    .mapToObj(client -> executor.submit(() -> {
                        start.await(30, SECONDS);
                        return action.apply(client);
                    }))
                    .toList();
            List<T> all = new ArrayList<>();
            for (Future<T> answer : answers) {
                all.add(answer.get(180, SECONDS));
            }
            return all;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("A client failed", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
