package io.botstatus.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.Contradictions;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.PolicyTable;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.repair.ConsistencyCheck;
import io.botstatus.repair.Inconsistency;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pauses whose deadlines fall into the same minute share one instance. */
@TestPropertySource(properties = "botstatus.cohort-window=PT1M")
class CohortTest extends PauseScenario {

    @Autowired
    JdbcClient sql;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ConsistencyCheck check;

    /** Each test has a minute of its own, since cohorts are for all contacts. */
    private static int minutes;

    private Instant start = START;

    @BeforeEach
    void aMinuteOfItsOwn() {
        start = START.plus(Duration.ofMinutes(10L * ++minutes));
        timeIs(start.plusSeconds(1));
    }

    @AfterEach
    void rowsInstancesAndEventsAgree() {
        assertThat(Contradictions.in(sql)).isEmpty();
    }

    @Test
    void theFirstPauseOfAMinuteOpensACohortAndTheOthersJoinItWithoutTheEngine() {
        writes(contact(0));
        long before = instancesEver();

        passes("PT10S");
        TriggerOutcome repeat = writes(contact(1));
        passes("PT20S");
        writes(contact(2));

        assertThat(repeat).isEqualTo(new TriggerOutcome(Effect.PAUSED, BotStatus.SNOOZED));
        assertThat(instancesEver()).isEqualTo(before);
        ProcessInstance cohort = cohortOf(contact(0));
        assertThat(cohort).isWaitingAt(PAUSED);
        assertThat(cohort.getBusinessKey()).isNull();
        assertThat(IntStream.range(0, 3)).allSatisfy(n -> {
            Hold hold = hold(contact(n));
            assertThat(hold.processInstanceId()).isEqualTo(cohort.getId());
            assertThat(hold.until()).isEqualTo(hold.since().plus(Duration.ofHours(24)));
        });
        assertThat(timer(cohort)).isEqualTo(start.plus(Duration.ofHours(24)).plusSeconds(60));
    }

    @Test
    void deadlinesStayExactAndWhatIsToldOfThemComesWithTheMinute() {
        writes(contact(0));
        passes("PT30S");
        writes(contact(1));
        ProcessInstance cohort = cohortOf(contact(0));

        timeIs(start.plusSeconds(1).plus(Duration.ofHours(24)));
        assertThat(states.of(contact(0)).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(states.of(contact(1)).status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(cohort.getId())
                        .executable()
                        .count())
                .isZero();

        timeIs(start.plusSeconds(60).plus(Duration.ofHours(24)));
        fireTimer(cohort);

        ended(cohort, ACTIVE_AGAIN);
        assertThat(List.of(contact(0), contact(1))).allSatisfy(one -> assertThat(storyOf(one))
                .containsExactly(
                        "placed manual_message: active to snoozed", "expired manual_message: snoozed to active"));
        assertThat(sql.sql("select count(*) from bot_cohort where process_instance_id = :id")
                        .param("id", cohort.getId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theNextMinuteHasACohortOfItsOwn() {
        writes(contact(0));
        passes("PT1M");
        writes(contact(1));

        assertThat(cohortOf(contact(1)).getId())
                .isNotEqualTo(cohortOf(contact(0)).getId());
    }

    @Test
    void aDeadlineThatRepeatsMoveKeepsTheInstanceGoingUntilTheEndOfItsOwnMinute() {
        writes(contact(0));
        writes(contact(1));
        ProcessInstance cohort = cohortOf(contact(0));
        passes("PT2M5S");
        assertThat(writes(contact(1)).effect()).isEqualTo(Effect.EXTENDED);

        timeIs(start.plusSeconds(60).plus(Duration.ofHours(24)));
        fireTimer(cohort);

        assertThat(cohort).isWaitingAt(PAUSED);
        assertThat(states.of(contact(0)).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(states.of(contact(1)).status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(timer(cohort)).isEqualTo(start.plusSeconds(180).plus(Duration.ofHours(24)));
        timeIs(start.plusSeconds(180).plus(Duration.ofHours(24)));
        fireTimer(cohort);
        ended(cohort, ACTIVE_AGAIN);
    }

    @Test
    void whoIsChangedLeavesTheCohortAndItWaitsForItsMinuteEvenIfNobodyIsLeft() {
        writes(contact(0));
        ProcessInstance cohort = cohortOf(contact(0));

        setActive(contact(0));

        assertThat(cohort).isWaitingAt(PAUSED);
        writes(contact(1));
        assertThat(cohortOf(contact(1)).getId()).isEqualTo(cohort.getId());
        erasure.forget(contact(1));
        assertThat(cohort).isWaitingAt(PAUSED);
        timeIs(start.plusSeconds(60).plus(Duration.ofHours(24)));
        fireTimer(cohort);
        ended(cohort, ACTIVE_AGAIN);
    }

    @Test
    void ofTwoWhoLeaveAClosedCohortAtTheSameMomentNeitherIsTheLastAndItEndsByItsTimer() {
        writes(contact(0));
        writes(contact(1));
        ProcessInstance cohort = cohortOf(contact(0));
        passes("PT2M5S");
        writes(contact(0));
        writes(contact(1));
        timeIs(start.plusSeconds(60).plus(Duration.ofHours(24)));
        fireTimer(cohort); // closes it

        new TransactionTemplate(transactions).executeWithoutResult(uncommitted -> {
            setActive(contact(0));
            CompletableFuture.runAsync(() -> setActive(contact(1))).join();
        });

        assertThat(cohort).isWaitingAt(PAUSED);
        assertThat(check.look(1).counts()).doesNotContainKey(Inconsistency.Kind.INSTANCE_WITHOUT_HOLD);
        timeIs(start.plusSeconds(180).plus(Duration.ofHours(24)));
        fireTimer(cohort);
        ended(cohort, ACTIVE_AGAIN);
    }

    @Test
    void aMessageOverCamundasApiJoinsTooAndItsOwnInstanceEnds() {
        writes(contact(0));
        contact = contact(1);

        ProcessInstance own = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");

        ended(own, NO_NEW_PAUSE);
        assertThat(variable(own, "effect")).isEqualTo("joined");
        assertThat(cohortOf(contact(1)).getId()).isEqualTo(cohortOf(contact(0)).getId());
    }

    @Test
    void aPersonsPauseJoinsWhereverItsDeadlineFalls() {
        pauses.request(contact(0), StatusRequest.byPerson(BotStatus.SNOOZED, after("PT2H"), null, "ben"), null);
        pauses.request(contact(1), StatusRequest.byPerson(BotStatus.INACTIVE, after("PT2H10S"), null, "ben"), null);
        pauses.request(
                contact(2), StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), null, "ben"), null);

        assertThat(cohortOf(contact(1)).getId()).isEqualTo(cohortOf(contact(0)).getId());
        assertThat(cohortOf(contact(2)).getBusinessKey()).isEqualTo(contact(2).value());
    }

    @Test
    void whoCallsBotPauseWaitsForAnInstanceOfItsOwn() {
        writes(contact(0));
        String flow = repository
                .createDeployment()
                .addModelInstance(
                        "caller.bpmn",
                        Bpmn.createExecutableProcess("caller")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .callActivity("call")
                                .calledElement(BotPause.PROCESS)
                                .camundaInBusinessKey("#{execution.processBusinessKey}")
                                .camundaIn("status", "status")
                                .camundaIn("reactivateAfter", "reactivateAfter")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            ProcessInstance caller = runtime.startProcessInstanceByKey(
                    "caller", contact(1).value(), map("status", "snoozed", "reactivateAfter", "PT24H"));

            assertThat(caller).isWaitingAt("call");
            assertThat(cohortOf(contact(1)).getBusinessKey())
                    .isEqualTo(contact(1).value());
            runtime.deleteProcessInstance(caller.getId(), "test");
        } finally {
            repository.deleteDeployment(flow, true);
        }
    }

    @Test
    void aMessageThatWasSeenIsADuplicateAndOneThatTheBotSentIsTakenBack() {
        writes(contact(0));
        pauses.report(new Trigger(contact(1), Cause.MANUAL_MESSAGE, "m1", null, "anna", now(), Map.of()));

        assertThat(pauses.report(new Trigger(contact(1), Cause.MANUAL_MESSAGE, "m1", null, "anna", now(), Map.of()))
                        .effect())
                .isEqualTo(Effect.DUPLICATE);
        assertThat(pauses.takeBack(contact(1), "m1", "it was").effect()).isEqualTo(Effect.RELEASED);
        assertThat(states.of(contact(1)).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(states.of(contact(0)).status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void aNewPolicyCountsFromItsDeploymentOn() {
        writes(contact(0));
        deploy(PolicyTable.always("pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT2H\""));

        writes(contact(1));

        assertThat(hold(contact(1)).until()).isEqualTo(now().plus(Duration.ofHours(2)));
    }

    @Test
    void whereAProcessListensThePauseGoesThroughTheEngineAndTellsIt() {
        writes(contact(0));
        String listener = deployListener();
        try {
            writes(contact(1));

            assertThat(management
                            .createJobQuery()
                            .processDefinitionKey("listener")
                            .count())
                    .isEqualTo(1);
            assertThat(cohortOf(contact(1)).getId())
                    .isEqualTo(cohortOf(contact(0)).getId());
        } finally {
            undeployListener(listener);
        }
    }

    @Test
    void deletingTheInstanceEndsAllItsPausesAndTheNextOneOpensAnew() {
        writes(contact(0));
        writes(contact(1));
        ProcessInstance cohort = cohortOf(contact(0));

        runtime.deleteProcessInstance(cohort.getId(), "by hand");

        assertThat(states.of(contact(1)).status()).isEqualTo(BotStatus.ACTIVE);
        writes(contact(2));
        assertThat(cohortOf(contact(2)).getId()).isNotEqualTo(cohort.getId());
    }

    private ContactId contact(int n) {
        return new ContactId(contactOfTest() + " " + n);
    }

    private String prefix = "";

    private String contactOfTest() {
        if (prefix.isEmpty()) {
            prefix = contact.value();
        }
        return prefix;
    }

    private TriggerOutcome writes(ContactId one) {
        return pauses.report(new Trigger(one, Cause.MANUAL_MESSAGE, null, null, "anna", now(), Map.of()));
    }

    private void setActive(ContactId one) {
        pauses.request(one, StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "ben"), null);
    }

    private Hold hold(ContactId one) {
        return states.of(one).holds().get(0);
    }

    private ProcessInstance cohortOf(ContactId one) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(hold(one).processInstanceId())
                .singleResult();
    }

    private long instancesEver() {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .count();
    }

    private List<String> storyOf(ContactId one) {
        contact = one;
        return story();
    }
}
