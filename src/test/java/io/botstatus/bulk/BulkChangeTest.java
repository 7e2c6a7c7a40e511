package io.botstatus.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.TestSettings;
import io.botstatus.base.InvalidValueException;
import io.botstatus.pause.BotOffException;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Many contacts at a time, in batches of one instance of {@code bot-pause} each. */
class BulkChangeTest extends PauseScenario {

    private static final String CHANGED = "endEvent_changed";
    private static final String TAKEN_BACK = "endEvent_takenBack";

    @Autowired
    BulkChanges bulk;

    @Autowired
    PlatformTransactionManager transactions;

    @AfterEach
    void automateAgain() {
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24)));
    }

    @Test
    void aListIsPausedByOneInstanceWhoseTimerBringsAllOfThemBack() {
        List<ContactId> contacts = contacts(50);

        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));

        ProcessInstance pause = onlyPauseOf(change);
        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(pause.getBusinessKey()).isNull();
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(contacts).allSatisfy(one -> {
            assertThat(states.of(one).status()).isEqualTo(BotStatus.SNOOZED);
            assertThat(states.of(one).holds()).singleElement().satisfies(hold -> {
                assertThat(hold.cause()).isEqualTo(Cause.MANUAL_CHANGE);
                assertThat(hold.processInstanceId()).isEqualTo(pause.getId());
            });
        });
        assertThat(bulk.held(change)).isEqualTo(50);
        assertThat(change)
                .returns(BulkChange.State.DONE, BulkChange::state)
                .returns(50L, BulkChange::expected)
                .returns(50L, BulkChange::done)
                .returns(50L, BulkChange::changed);
        ProcessInstance driver = driver(change);
        workOff(change);
        ended(driver, CHANGED);

        passes("PT2H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(contacts).allSatisfy(one -> assertThat(storyOf(one))
                .containsExactly(
                        "placed manual_change: active to snoozed", "expired manual_change: snoozed to active"));
        assertThat(bulk.held(change)).isZero();
    }

    @Test
    void tenThousandHaveTheirTurnInTheRequestAndTheOthersInJobs() {
        List<ContactId> contacts = contacts(20_001);

        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));

        assertThat(change)
                .returns(BulkChange.State.RUNNING, BulkChange::state)
                .returns(20_001L, BulkChange::expected)
                .returns(10_000L, BulkChange::done);
        step(change);
        assertThat(now(change))
                .returns(BulkChange.State.RUNNING, BulkChange::state)
                .returns(20_000L, BulkChange::done);
        workOff(change);
        assertThat(now(change))
                .returns(BulkChange.State.DONE, BulkChange::state)
                .returns(20_001L, BulkChange::changed);
        assertThat(pausesOf(change)).hasSize(3);
        assertThat(bulk.held(change)).isEqualTo(20_001);
        assertThat(states.of(contacts.get(20_000)).status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void oneThatIsChangedLaterLeavesTheOthersAlone() {
        List<ContactId> contacts = contacts(3);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        ProcessInstance pause = onlyPauseOf(change);

        pauses.request(contacts.get(0), set(BotStatus.ACTIVE, new Reactivation.Never()), null);
        pauses.request(contacts.get(1), set(BotStatus.INACTIVE, new Reactivation.Never()), null);

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(contacts)
                .extracting(one -> states.of(one).status())
                .containsExactly(BotStatus.ACTIVE, BotStatus.INACTIVE, BotStatus.SNOOZED);
        assertThat(bulk.held(change)).isEqualTo(1);
        passes("PT2H");
        fireTimer(pause);
        ended(pause, ACTIVE_AGAIN);
        assertThat(states.of(contacts.get(1)).status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void whenTheLastOneIsChangedThePauseIsReleased() {
        List<ContactId> contacts = contacts(2);
        ProcessInstance pause = onlyPauseOf(bulk.change(snooze("PT2H"), new Selection.Listed(contacts)));

        contacts.forEach(one -> pauses.request(one, set(BotStatus.ACTIVE, new Reactivation.Never()), null));

        ended(pause, RELEASED);
    }

    @Test
    void forgettingOneLeavesTheOthersPaused() {
        List<ContactId> contacts = contacts(2);
        ProcessInstance pause = onlyPauseOf(bulk.change(snooze("PT2H"), new Selection.Listed(contacts)));

        erasure.forget(contacts.get(0));

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(states.of(contacts.get(1)).status()).isEqualTo(BotStatus.SNOOZED);
        erasure.forget(contacts.get(1));
        ended(pause, RELEASED);
    }

    @Test
    void pausesThatItReplacesEndSoonAfter() {
        List<ContactId> contacts = contacts(250);
        contacts.forEach(
                one -> pauses.report(new Trigger(one, Cause.MANUAL_MESSAGE, null, null, "anna", now(), Map.of())));
        ProcessInstance replaced = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(contacts.get(7).value())
                .singleResult();

        BulkChange change =
                bulk.change(set(BotStatus.INACTIVE, new Reactivation.Never()), new Selection.Listed(contacts));

        assertThat(states.of(contacts.get(7)).holds())
                .extracting(hold -> hold.cause().word())
                .containsExactly("manual_change");
        assertThat(replaced).isWaitingAt(PAUSED);
        assertThat(onlyPauseOf(change)).isWaitingAt(PAUSED_UNTIL_RELEASED);
        ProcessInstance driver = driver(change);
        workOff(change);
        ended(replaced, RELEASED);
        assertThat(contacts).noneSatisfy(one -> assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(one.value())
                        .count())
                .isPositive());
        assertThat(driver).isEnded().hasPassed("serviceTask_endReplacedPauses", CHANGED);
    }

    @Test
    void activeReleasesEveryHoldOfThoseThatHaveOne() {
        List<ContactId> contacts = contacts(3);
        ProcessInstance pause = onlyPauseOf(bulk.change(snooze("PT2H"), new Selection.Listed(contacts.subList(0, 2))));

        BulkChange change =
                bulk.change(set(BotStatus.ACTIVE, new Reactivation.Never()), new Selection.Listed(contacts));
        workOff(change);

        ended(pause, RELEASED);
        assertThat(now(change)).returns(3L, BulkChange::done).returns(2L, BulkChange::changed);
        assertThat(contacts)
                .allSatisfy(one -> assertThat(states.of(one).status()).isEqualTo(BotStatus.ACTIVE));
        assertThat(storyOf(contacts.get(1)))
                .containsExactly(
                        "placed manual_change: active to snoozed", "released manual_change: snoozed to active");
    }

    @Test
    void aFilterMeansWhomItMatchesWhenTheirTurnComes() {
        List<ContactId> contacts = contacts(4);
        pauses.request(contacts.get(0), snooze("PT1H"), null);
        pauses.request(contacts.get(1), snooze("PT1H"), null);
        pauses.request(contacts.get(2), set(BotStatus.INACTIVE, new Reactivation.Never()), null);
        Selection snoozed = new Selection.Matching(BotStatus.SNOOZED, Cause.MANUAL_CHANGE, contact.value(), false);

        BulkPreview preview = bulk.preview(set(BotStatus.ACTIVE, new Reactivation.Never()), snoozed);
        BulkChange change = bulk.change(set(BotStatus.ACTIVE, new Reactivation.Never()), snoozed);

        assertThat(preview.contacts()).isEqualTo(2);
        assertThat(preview.sample())
                .extracting(ContactState::contact)
                .containsExactlyElementsOf(contacts.subList(0, 2));
        assertThat(change).returns(2L, BulkChange::done).returns(2L, BulkChange::changed);
        assertThat(contacts)
                .extracting(one -> states.of(one).status())
                .containsExactly(BotStatus.ACTIVE, BotStatus.ACTIVE, BotStatus.INACTIVE, BotStatus.ACTIVE);
    }

    @Test
    void undoEndsWhatIsLeftOfItAndNothingElse() {
        List<ContactId> contacts = contacts(10_002);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        workOff(change);
        List<ProcessInstance> pausesOf = pausesOf(change);
        pauses.request(contacts.get(0), set(BotStatus.INACTIVE, new Reactivation.Never()), null);

        bulk.undo(change.id(), "carl");
        assertThat(now(change)).returns(BulkChange.State.UNDOING, BulkChange::state);
        ProcessInstance driver = driver(change);
        workOff(change);

        assertThat(now(change)).returns(BulkChange.State.UNDONE, BulkChange::state);
        ended(driver, TAKEN_BACK);
        assertThat(pausesOf).hasSize(2).allSatisfy(pause -> ended(pause, RELEASED));
        assertThat(states.of(contacts.get(0)).status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(states.of(contacts.get(10_001)).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(events.before(contacts.get(1), Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type().word()).isEqualTo("released");
                    assertThat(event.setBy()).isEqualTo("carl");
                    assertThat(event.reason()).isEqualTo("Bulk change " + change.id() + " was undone");
                });
    }

    @Test
    void undoStopsWhatHasNotHadItsTurn() {
        List<ContactId> contacts = contacts(10_001);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        ProcessInstance driver = driver(change);

        bulk.undo(change.id(), null);
        bulk.undo(change.id(), null);
        workOff(change);
        workOff(driver.getId());

        ended(driver, CHANGED);
        assertThat(contacts)
                .allSatisfy(one -> assertThat(states.of(one).status()).isEqualTo(BotStatus.ACTIVE));
        assertThat(storyOf(contacts.get(10_000))).isEmpty();
        assertThat(now(change)).returns(10_000L, BulkChange::done);
    }

    @Test
    void aBatchThatFailsHasItsTurnAgain() {
        List<ContactId> contacts = contacts(10_001);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        Job next = job(change);

        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    management.executeJob(next.getId());
                    throw new IllegalStateException("the node dies");
                }))
                .hasMessage("the node dies");

        assertThat(now(change))
                .returns(BulkChange.State.RUNNING, BulkChange::state)
                .returns(10_000L, BulkChange::done);
        assertThat(storyOf(contacts.get(10_000))).isEmpty();
        workOff(change);
        assertThat(now(change))
                .returns(BulkChange.State.DONE, BulkChange::state)
                .returns(10_001L, BulkChange::done);
        assertThat(storyOf(contacts.get(10_000))).containsExactly("placed manual_change: active to snoozed");
    }

    @Test
    void whileTheBotIsOffItIsRefusedAndOnTheWayItGoesOn() {
        List<ContactId> contacts = contacts(10_001);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        TestSettings.write(settings, new Settings(BotMode.OFF, 75, Duration.ofHours(24)));

        workOff(change);

        assertThat(now(change))
                .returns(BulkChange.State.DONE, BulkChange::state)
                .returns(10_001L, BulkChange::done);
        assertThatThrownBy(() -> bulk.change(snooze("PT2H"), new Selection.Listed(contacts)))
                .isInstanceOf(BotOffException.class);
    }

    @Test
    void aTurnThatComesTooLatePausesNobody() {
        List<ContactId> contacts = contacts(10_001);
        BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts));
        passes("PT2H");

        workOff(change);

        assertThat(now(change)).returns(BulkChange.State.STOPPED, BulkChange::state);
        assertThat(storyOf(contacts.get(10_000))).isEmpty();
    }

    @Test
    void whereAProcessListensFewerHaveTheirTurnAtATime() {
        String listener = deployListener();
        try {
            BulkChange change = bulk.change(snooze("PT2H"), new Selection.Listed(contacts(501)));
            assertThat(change).returns(500L, BulkChange::done);
            workOff(change);

            assertThat(pausesOf(change)).hasSize(2);
            assertThat(told()).isEqualTo(501);
            passes("PT2H");
            pausesOf(change).forEach(this::fireTimer);
            assertThat(pausesOf(change)).isEmpty();
            assertThat(told()).isEqualTo(1002);
        } finally {
            undeployListener(listener);
        }
    }

    private long told() {
        return management.createJobQuery().processDefinitionKey("listener").count();
    }

    @Test
    void whatCannotBeIsRefusedAndNamed() {
        assertThatThrownBy(() -> Selection.Listed.of(List.of("a", "")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("contactIds[1]");
        assertThatThrownBy(() -> Selection.Listed.of(List.of())).hasMessageContaining("from 1 to 100000");
        assertThatThrownBy(() -> bulk.change(
                        set(BotStatus.SNOOZED, new Reactivation.At(Instant.parse("2020-01-01T00:00:00Z"))),
                        new Selection.Listed(contacts(1))))
                .hasMessageContaining("reactivateAt");
    }

    private List<ContactId> contacts(int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> new ContactId(contact.value() + " %05d".formatted(n)))
                .toList();
    }

    private static StatusRequest snooze(String after) {
        return set(BotStatus.SNOOZED, after(after));
    }

    private static StatusRequest set(BotStatus status, Reactivation reactivation) {
        return StatusRequest.byPerson(status, reactivation, "because", "ben");
    }

    private BulkChange now(BulkChange change) {
        return bulk.find(change.id()).orElseThrow();
    }

    private ProcessInstance onlyPauseOf(BulkChange change) {
        assertThat(pausesOf(change)).hasSize(1);
        return pausesOf(change).get(0);
    }

    private List<ProcessInstance> pausesOf(BulkChange change) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .variableValueEquals("bulkChangeId", change.id().toString())
                .list();
    }

    /** The instance of bot-bulk-change that is at work. */
    private ProcessInstance driver(BulkChange change) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(now(change).processInstanceId())
                .singleResult();
    }

    private List<Job> jobs(String instance) {
        return management.createJobQuery().processInstanceId(instance).list();
    }

    private Job job(BulkChange change) {
        List<Job> jobs = jobs(String.valueOf(now(change).processInstanceId()));
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private void step(BulkChange change) {
        management.executeJob(job(change).getId());
    }

    /** Executes the jobs of the instance that is at work, until none is left. */
    private void workOff(BulkChange change) {
        workOff(String.valueOf(now(change).processInstanceId()));
    }

    private void workOff(String instance) {
        for (List<Job> jobs = jobs(instance); !jobs.isEmpty(); jobs = jobs(instance)) {
            jobs.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private List<String> storyOf(ContactId one) {
        contact = one;
        return story();
    }
}
