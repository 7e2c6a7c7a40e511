package io.botstatus.engine.group;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.PluginTest;
import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.ProcessInstances;
import io.botstatus.engine.Transactions;
import io.botstatus.identity.Alias;
import io.botstatus.identity.Aliases;
import io.botstatus.pause.BotPause;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Changes that come at the same time share a transaction, and nothing else. */
@PluginTest
// The engine logs every exception that it throws.
@TestPropertySource(properties = "logging.level.org.camunda.bpm.engine=off")
class GroupCommitTest {

    @Autowired
    Transactions transactions;

    @Autowired
    ProcessInstances engine;

    @Autowired
    IdentityService identities;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    Holds holds;

    @Autowired
    ContactStates states;

    @Autowired
    Aliases aliases;

    @Autowired
    JdbcClient sql;

    private final String prefix = UUID.randomUUID() + "-";
    private GroupCommit groups;

    @BeforeEach
    void allowsOneGroupAtATime() {
        groups = groups(Duration.ofMinutes(1));
    }

    private GroupCommit groups(Duration longest) {
        return new GroupCommit(transactions, engine, identities, holds::lockFree, holds::underLocks, 1, longest);
    }

    @Test
    void sharesATransactionAmongThoseThatCameDuringTheOneBefore() throws Exception {
        List<Call> calls = together(pause("c"), pause("a"), pause("b"));

        for (Call call : calls) {
            assertThat(call.get()).isEqualTo(call.instance().getId());
            assertThat(states.of(call.contact()).status()).isEqualTo(BotStatus.SNOOZED);
        }
        assertThat(calls.stream().map(this::transaction)).as("transactions").containsOnly(transaction(calls.get(0)));
        assertThat(calls.stream().map(call -> call.instance().getId())).doesNotHaveDuplicates();
    }

    @Test
    void isOneForEachChangeThatComesAlone() throws Exception {
        Call first = start(pause("a"));
        first.get();
        Call second = start(pause("b"));
        second.get();

        assertThat(transaction(first)).isNotEqualTo(transaction(second));
    }

    @Test
    void hasEachContactOnce() throws Exception {
        List<Call> calls = together(pause("a"), pause("b"), pause("a"));

        for (Call call : calls) {
            call.get();
        }
        assertThat(transaction(calls.get(1))).isEqualTo(transaction(calls.get(0)));
        assertThat(eventTransactions("a"))
                .as("placed, then extended by another transaction")
                .hasSize(2);
    }

    @Test
    void hasAContactOnceUnderItsTwoNames() throws Exception {
        aliases.join(new Alias(new ContactId(prefix + "also-a"), new ContactId(prefix + "a")), "ben");

        List<Call> calls = together(pause("a"), pause("b"), pause("also-a"));

        for (Call call : calls) {
            call.get();
        }
        assertThat(transaction(calls.get(1))).isEqualTo(transaction(calls.get(0)));
        assertThat(eventTransactions("a"))
                .as("placed, then extended by another transaction")
                .hasSize(2);
        assertThat(states.of(new ContactId(prefix + "also-a")).holds()).hasSize(1);
    }

    @Test
    void takesFiftyAtMost() throws Exception {
        List<Call> calls =
                together(IntStream.range(0, 60).mapToObj(n -> pause("c" + n)).toArray(Pause[]::new));

        for (Call call : calls) {
            call.get();
        }
        assertThat(calls.stream().map(this::transaction).distinct().count()).isGreaterThanOrEqualTo(2);
        assertThat(calls.stream().filter(call -> transaction(call).equals(transaction(calls.get(0)))))
                .hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void takesNoFurtherChangeWhenItsTimeIsUp() throws Exception {
        groups = groups(Duration.ZERO);

        List<Call> calls = together(pause("a"), pause("b"), pause("c"));

        for (Call call : calls) {
            call.get();
        }
        assertThat(calls.stream().map(this::transaction)).doesNotHaveDuplicates();
        assertThat(calls.stream().map(call -> call.change.timesAlone))
                .as("each in a group of its own")
                .containsOnly(0);
    }

    @Test
    void refusesOneAndMakesTheOthers() throws Exception {
        List<Call> calls = together(
                pause("a"), pause("b").refused(new InvalidValueException("reason", "x", "something else")), pause("c"));

        calls.get(0).get();
        calls.get(2).get();
        assertThatThrownBy(calls.get(1)::get).hasMessageContaining("something else");
        assertThat(calls.get(1).hasInstance()).isFalse();
        assertThat(sql.sql("select count(*) from contact_bot where contact_id = :contact")
                        .param("contact", calls.get(1).contact().value())
                        .query(Integer.class)
                        .single())
                .as("rows of a contact that was never seen")
                .isZero();
        assertThat(transaction(calls.get(2))).isEqualTo(transaction(calls.get(0)));
        assertThat(calls.get(1).change.timesAlone).isZero();
    }

    @Test
    void tellsTheCulpritAloneItsFailure() throws Exception {
        List<Call> calls = together(
                pause("a"),
                pause("b").then(() -> {
                    throw new IllegalStateException("b has failed");
                }),
                pause("c"));

        calls.get(0).get();
        calls.get(2).get();
        assertThatThrownBy(calls.get(1)::get).hasMessageContaining("b has failed");
        assertThat(calls.get(1).hasInstance()).as("all of it is taken back").isFalse();
        assertThat(states.of(calls.get(1).contact()).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(Stream.of(calls.get(0), calls.get(2)).map(Call::events))
                .as("each is made once")
                .containsOnly(1L);
        assertThat(transaction(calls.get(2))).isNotEqualTo(transaction(calls.get(0)));
    }

    @Test
    void losesNoMemberWhenTheDatabaseEndsItsConnection() throws Exception {
        List<Call> calls = together(pause("a"), pause("b").inGroup(this::endConnection), pause("c"));

        for (Call call : calls) {
            call.get();
            assertThat(call.events()).isEqualTo(1);
        }
    }

    @Test
    void tellsAllIfTheCommitItselfIsInDoubt() throws Exception {
        List<Call> calls = together(pause("a"), pause("b").inGroup(GroupCommitTest::loseTheCommit), pause("c"));

        for (Call call : calls) {
            assertThatThrownBy(call::get).hasMessageContaining("The commit is in doubt");
            assertThat(call.change.timesAlone).as("it may have been done").isZero();
        }
    }

    @Test
    void doesNotWaitForAContactThatAnotherTransactionHas() throws Exception {
        start(pause("b")).get();
        List<Call> calls = new ArrayList<>();
        transactions.run(() -> {
            holds.lock(new ContactId(prefix + "b"));
            calls.addAll(together(pause("a"), pause("b"), pause("c")));
            calls.get(0).get();
            calls.get(2).get();
            assertThat(calls.get(1).task).as("the one that has to wait").isNotDone();
            return null;
        });
        calls.get(1).get();

        assertThat(calls.get(1).change.timesAlone).isEqualTo(1);
    }

    @Test
    void worksForEachCallerUnderItsOwnName() throws Exception {
        List<Call> calls = together(pause("a").by("anna"), pause("b").by("ben"), pause("c"));

        for (Call call : calls) {
            call.get();
            assertThat(history.createHistoricProcessInstanceQuery()
                            .processInstanceId(call.instance().getId())
                            .singleResult()
                            .getStartUserId())
                    .isEqualTo(call.change.user);
            assertThat(call.change.loggedFor).isEqualTo(call.change.user);
        }
    }

    private Pause pause(String contact) {
        return new Pause(new ContactId(prefix + contact));
    }

    private void endConnection() {
        sql.sql("select pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single();
    }

    private static void loseTheCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                throw new DataAccessResourceFailureException("The commit is in doubt");
            }
        });
    }

    /** Starts these while another change is being made, so that they wait together. */
    private List<Call> together(Pause... changes) {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Call before = start(pause("before-" + UUID.randomUUID()).then(() -> {
            begun.countDown();
            await(release);
        }));
        await(begun);
        List<Call> calls = new ArrayList<>();
        for (Pause change : changes) {
            Call call = start(change);
            Awaitility.await().until(() -> call.thread.getState() == Thread.State.WAITING);
            calls.add(call);
        }
        release.countDown();
        before.get();
        return calls;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Call start(Pause change) {
        FutureTask<String> task = new FutureTask<>(() -> {
            if (change.user != null) {
                identities.setAuthenticatedUserId(change.user);
                MDC.put("user", change.user);
            }
            return groups.make(change);
        });
        Thread thread = new Thread(task);
        thread.start();
        return new Call(change, task, thread);
    }

    private String transaction(Call call) {
        return eventTransactions(call.contact().value().substring(prefix.length()))
                .get(0);
    }

    /** The transactions that have placed or extended the contact's hold, in their order. */
    private List<String> eventTransactions(String contact) {
        return sql.sql("""
                        select xid::text from bot_event where contact_id = :contact and type in ('placed', 'extended')
                         group by xid order by min(id)""")
                .param("contact", prefix + contact)
                .query(String.class)
                .list();
    }

    /** A pause by a person's message. */
    private final class Pause implements GroupedChange<String> {

        private final ContactId contact;
        private final List<Runnable> after = new ArrayList<>();
        private final List<Runnable> afterInGroup = new ArrayList<>();
        private @Nullable RuntimeException refusal;
        private @Nullable String user;
        private @Nullable String loggedFor;
        private int timesAlone;

        Pause(ContactId contact) {
            this.contact = contact;
        }

        Pause refused(RuntimeException refusal) {
            this.refusal = refusal;
            return this;
        }

        Pause then(Runnable work) {
            after.add(work);
            return this;
        }

        Pause inGroup(Runnable work) {
            afterInGroup.add(work);
            return this;
        }

        Pause by(String user) {
            this.user = user;
            return this;
        }

        @Override
        public ContactId named() {
            return contact;
        }

        @Override
        public void check(ContactId locked) {
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public String make(ContactId locked) {
            String instance = send();
            afterInGroup.forEach(Runnable::run);
            return instance;
        }

        private String send() {
            loggedFor = MDC.get("user");
            String instance = runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                    .processInstanceBusinessKey(contact.value())
                    .correlateStartMessage()
                    .getProcessInstanceId();
            after.forEach(Runnable::run);
            return instance;
        }

        @Override
        public String alone() {
            timesAlone++;
            return transactions.run(this::send);
        }
    }

    /** A call in a thread of its own. */
    private final class Call {

        private final Pause change;
        private final FutureTask<String> task;
        private final Thread thread;

        Call(Pause change, FutureTask<String> task, Thread thread) {
            this.change = change;
            this.task = task;
            this.thread = thread;
        }

        ContactId contact() {
            return change.contact;
        }

        String get() {
            try {
                return task.get(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new AssertionError(e.getCause());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        boolean hasInstance() {
            return !instances().isEmpty();
        }

        ProcessInstance instance() {
            return instances().get(0);
        }

        long events() {
            return sql.sql("select count(*) from bot_event where contact_id = :contact")
                    .param("contact", contact().value())
                    .query(Long.class)
                    .single();
        }

        private List<ProcessInstance> instances() {
            return runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(
                            Objects.requireNonNull(contact()).value())
                    .list();
        }
    }
}
