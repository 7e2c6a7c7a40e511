package io.botstatus.testkit;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.advanceTo;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static io.botstatus.testkit.BotStatusTests.now;
import static io.botstatus.testkit.BotStatusTests.runDueJobs;
import static io.botstatus.testkit.BotStatusTests.timeIs;
import static io.botstatus.testkit.BuilderFlows.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.pause.BotPause;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Time passes only where a test lets it, and what falls due meanwhile is fired when it is due. */
@PluginTest
@ExtendWith(BotStatusExtension.class)
class AdvanceTest {

    private static final Instant START = Instant.parse("2030-03-04T09:00:00Z");
    private static final FiredJob REACTIVATION =
            new FiredJob(BotPause.PROCESS, "boundaryEvent_reactivateAfter", START.plus(Duration.ofHours(24)));

    @Autowired
    ProcessEngine engine;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @BeforeEach
    void beginAtStart() {
        timeIs(START);
    }

    @AfterEach
    void undeploy() {
        BuilderFlows.undeploy(repository);
    }

    @Test
    void firesTheTimersOfSeveralProcessesInTheOrderOfTheirDueDates() {
        BuilderFlows.deploy(
                repository,
                flow("first-and-third")
                        .intermediateCatchEvent("afterOneHour")
                        .timerWithDuration("PT1H")
                        .intermediateCatchEvent("afterTwoMore")
                        .timerWithDuration("PT2H")
                        .endEvent()
                        .done(),
                flow("second-and-at-once")
                        .serviceTask("atOnce")
                        .camundaAsyncBefore()
                        .camundaExpression("${true}")
                        .intermediateCatchEvent("afterTwoHours")
                        .timerWithDuration("PT2H")
                        .serviceTask("thenAtOnce")
                        .camundaAsyncBefore()
                        .camundaExpression("${true}")
                        .endEvent()
                        .done());
        var first = runtime.startProcessInstanceByKey("first-and-third");
        var second = runtime.startProcessInstanceByKey("second-and-at-once");

        assertThat(advance(Duration.ofHours(4)))
                .containsExactly(
                        new FiredJob("second-and-at-once", "atOnce", START),
                        new FiredJob("first-and-third", "afterOneHour", START.plus(Duration.ofHours(1))),
                        new FiredJob("second-and-at-once", "afterTwoHours", START.plus(Duration.ofHours(2))),
                        new FiredJob("second-and-at-once", "thenAtOnce", START.plus(Duration.ofHours(2))),
                        new FiredJob("first-and-third", "afterTwoMore", START.plus(Duration.ofHours(3))));

        assertThat(first).isEnded();
        assertThat(second).isEnded();
        assertThat(now()).isEqualTo(START.plus(Duration.ofHours(4)));
    }

    @Test
    void firesNoTimerAMillisecondEarly() {
        contact("c-1").isWrittenToBy("anna");

        assertThat(advance(Duration.ofHours(24).minusMillis(1))).isEmpty();
        assertThat(contact("c-1")).isSnoozed().reactivatesAfter(Duration.ofMillis(1));

        assertThat(advance(Duration.ofMillis(1))).containsExactly(REACTIVATION);
        assertThat(contact("c-1")).isActive();
    }

    @Test
    void endsNoPauseEarlyWhoseDeadlineHasMoved() {
        contact("c-1").isWrittenToBy("anna");
        advance(Duration.ofHours(2));
        contact("c-1").isWrittenToBy("anna");

        assertThat(advance(Duration.ofHours(23))).containsExactly(REACTIVATION);
        assertThat(contact("c-1")).isSnoozed().reactivatesAfter(Duration.ofHours(1));

        assertThat(advance(Duration.ofHours(1)))
                .containsExactly(new FiredJob(BotPause.PROCESS, REACTIVATION.activity(), now()));
        assertThat(contact("c-1")).isActive();
    }

    @Test
    void countsAnInstantBetweenTwoMillisecondsAsTheLater() {
        advanceTo(START.plusNanos(1));

        assertThat(now()).isEqualTo(START.plusMillis(1));
    }

    @Test
    void firesAnOverdueTimerNow() {
        contact("c-1").isWrittenToBy("anna");
        timeIs(START.plus(Duration.ofDays(3)));

        assertThat(runDueJobs())
                .containsExactly(
                        new FiredJob(BotPause.PROCESS, REACTIVATION.activity(), START.plus(Duration.ofDays(3))));
    }

    /** The last time too, though the engine takes the very millisecond of a last repetition for one more. */
    @ParameterizedTest
    @CsvSource({"R3/PT1H, 3", "R/PT1H, 24"})
    void firesACycleAsOftenAsItSays(String cycle, int times) {
        BuilderFlows.deploy(
                repository,
                flow("reminders")
                        .userTask("answer")
                        .boundaryEvent("remind")
                        .cancelActivity(false)
                        .timerWithCycle(cycle)
                        .endEvent()
                        .done());
        runtime.startProcessInstanceByKey("reminders");
        runtime.startProcessInstanceByKey("reminders");

        assertThat(advance(Duration.ofDays(1)))
                .extracting(FiredJob::at)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, times)
                        .boxed()
                        .flatMap(hour -> Stream.of(hour, hour))
                        .map(hour -> START.plus(Duration.ofHours(hour)))
                        .toList());
    }

    @Test
    void tellsTheFlowsThatListenToAStatusChange() {
        BuilderFlows.deploy(
                repository,
                flow("escalation")
                        .signal(BotPause.STATUS_CHANGED)
                        .userTask()
                        .endEvent()
                        .done(),
                flow("waiting")
                        .receiveTask("botSilent")
                        .message(BotPause.STATUS_CHANGED)
                        .endEvent()
                        .done());
        var waiting = runtime.startProcessInstanceByKey("waiting", Map.of("contactId", "c-1"));

        contact("c-1").isWrittenToBy("anna");

        String startEvent = repository
                .getBpmnModelInstance(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("escalation")
                        .singleResult()
                        .getId())
                .getModelElementsByType(StartEvent.class)
                .iterator()
                .next()
                .getId();
        assertThat(runDueJobs())
                .containsExactlyInAnyOrder(
                        new FiredJob("escalation", startEvent, START), new FiredJob("waiting", "botSilent", START));
        assertThat(waiting).isEnded();
    }

    @Test
    void leavesSuspendedJobsAndThoseWithoutRetriesAlone() {
        BuilderFlows.deploy(
                repository,
                flow("stuck")
                        .intermediateCatchEvent("soon")
                        .timerWithDuration("PT1H")
                        .endEvent()
                        .done());
        var suspended = runtime.startProcessInstanceByKey("stuck");
        var failed = runtime.startProcessInstanceByKey("stuck");
        runtime.suspendProcessInstanceById(suspended.getId());
        management.setJobRetries(timer(failed.getId()).getId(), 0);

        assertThat(advance(Duration.ofHours(2))).isEmpty();

        runtime.activateProcessInstanceById(suspended.getId());
        assertThat(runDueJobs()).containsExactly(new FiredJob("stuck", "soon", now()));
    }

    @Test
    void leavesAloneWhatEarlierTestsHaveLeftBehind() {
        BuilderFlows.deploy(
                repository,
                flow("unfinished")
                        .userTask("answer")
                        .boundaryEvent("overdue")
                        .timerWithDuration("PT1H")
                        .endEvent()
                        .done(),
                flow("every-night")
                        .timerWithCycle("R/PT1H")
                        .userTask()
                        .endEvent()
                        .done(),
                flow("escalation")
                        .signal(BotPause.STATUS_CHANGED)
                        .userTask()
                        .endEvent()
                        .done());
        runtime.startProcessInstanceByKey("unfinished");
        contact("c-1").isWrittenToBy("anna");
        Instant later = now().plus(Duration.ofHours(1));

        DueJobs ofTheNextTest = new DueJobs(engine, new EarlierWork(engine));
        runtime.startProcessInstanceByKey("unfinished");

        assertThat(ofTheNextTest.fireUntil(later))
                .extracting(FiredJob::process)
                .as("a start by timer is the model's, and the one instance is this test's")
                .containsExactlyInAnyOrder("every-night", "unfinished");
        assertThat(runDueJobs()).as("the first test's own").hasSize(2);
    }

    @Test
    void tellsWhichJobHasFailedAndWhy() {
        BuilderFlows.deploy(
                repository,
                flow("broken")
                        .serviceTask("callTheCrm")
                        .camundaAsyncBefore()
                        .camundaExpression("${noSuchCrm.call()}")
                        .endEvent()
                        .done());
        var broken = runtime.startProcessInstanceByKey("broken");

        assertThatThrownBy(BotStatusTests::runDueJobs)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("A job failed at 2030-03-04T09:00:00Z: process 'broken', activity 'callTheCrm',"
                        + " job type async-continuation, due at once, process instance " + broken.getId() + ". ")
                .hasMessageContaining("Cannot resolve identifier 'noSuchCrm'")
                .hasCauseInstanceOf(ProcessEngineException.class);
    }

    @Test
    void stopsAtTheMomentOfAFailure() {
        BuilderFlows.deploy(
                repository,
                flow("broken-later")
                        .intermediateCatchEvent("later")
                        .timerWithDuration("PT1H")
                        .serviceTask("callTheCrm")
                        .camundaExpression("${noSuchCrm.call()}")
                        .endEvent()
                        .done());
        runtime.startProcessInstanceByKey("broken-later");

        assertThatThrownBy(() -> advance(Duration.ofDays(1)))
                .hasMessageContaining("activity 'later', job type timer-intermediate-transition,"
                        + " due 2030-03-04T10:00:00Z, process instance");

        assertThat(now()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void doesNotGoRoundForEver() {
        BuilderFlows.deploy(
                repository,
                flow("restless")
                        .intermediateCatchEvent("again")
                        .timerWithDuration("PT0S")
                        .connectTo("again")
                        .done());
        runtime.startProcessInstanceByKey("restless");

        assertThatThrownBy(() -> advance(Duration.ofDays(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("500 jobs were fired at 2030-03-04T09:00:00Z and still one is due: process 'restless',"
                        + " activity 'again', job type timer-intermediate-transition, due 2030-03-04T09:00:00Z. A timer cycle"
                        + " without duration, or flows that wake each other for ever? The last ones: process 'restless',"
                        + " activity 'again'.");
    }

    @Test
    void goesForwardOnly() {
        assertThatThrownBy(() -> advance(Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("advance(PT-1H): time only goes forward. Allowed: a duration that is not negative;"
                        + " timeIs(...) sets the clock back.");
        assertThatThrownBy(() -> advanceTo(START.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("advanceTo(2030-03-04T08:59:59.999Z): it is 2030-03-04T09:00:00Z already, and time only"
                        + " goes forward. Allowed: that or later; timeIs(...) sets the clock back.");
    }

    private Job timer(String processInstanceId) {
        return management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .singleResult();
    }
}
