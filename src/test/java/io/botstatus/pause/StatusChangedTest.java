package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.PluginTest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PluginTest
class StatusChangedTest {

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactStates states;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    HistoryService history;

    @Autowired
    PlatformTransactionManager transactionManager;

    @Autowired
    JdbcClient sql;

    @AfterEach
    void undeploy() {
        management.createJobQuery().messages().list().forEach(job -> management.deleteJob(job.getId()));
        repository
                .createDeploymentQuery()
                .deploymentName("listeners")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void startsEveryFlowThatListensToTheSignal() {
        deploy(startsOnSignal("welcome-back"), startsOnSignal("escalation"));

        snooze("signal-1");
        deliver();

        for (String flow : List.of("welcome-back", "escalation")) {
            var started = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(flow)
                    .processInstanceBusinessKey("signal-1")
                    .singleResult();
            assertThat(runtime.getVariables(started.getId()))
                    .containsEntry("contactId", "signal-1")
                    .containsEntry("botStatus", "snoozed")
                    .containsEntry("previousBotStatus", "active")
                    .containsEntry("cause", "manual_change")
                    .containsKey("reactivateAt");
        }
    }

    @Test
    void wakesOnlyTheInstancesThatWaitForThisContact() {
        deploy(waitsForMessage());
        var ours = runtime.startProcessInstanceByKey("waiting", variables("message-1"));
        var another = runtime.startProcessInstanceByKey("waiting", variables("message-2"));

        snooze("message-1");
        deliver();

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(ours.getId())
                        .count())
                .isZero();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(another.getId())
                        .count())
                .isOne();
    }

    @Test
    void tellsAFlowThatWaitsInALoopOfEveryChangeEvenIfTheyCameOneUponTheOther() {
        deploy(waitsForMessageInALoop());
        var flow = runtime.startProcessInstanceByKey("looping", Map.of("contactId", "loop-1", "heard", ""));

        snooze("loop-1");
        pauses.request(
                new ContactId("loop-1"),
                StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "anna"),
                null);
        deliver();

        assertThat(((String) runtime.getVariable(flow.getId(), "heard")).trim().split(" "))
                .containsExactlyInAnyOrder("snoozed", "active");
    }

    @Test
    void tellsASuspendedFlowWhenItIsResumed() {
        deploy(waitsForMessage());
        var flow = runtime.startProcessInstanceByKey("waiting", variables("suspended-1"));
        runtime.suspendProcessInstanceById(flow.getId());

        snooze("suspended-1");
        assertThat(management.createJobQuery().messages().active().list()).isEmpty();

        runtime.activateProcessInstanceById(flow.getId());
        deliver();

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(flow.getId())
                        .count())
                .isZero();
    }

    @Test
    void saysNothingWhenOnlyADeadlineMoves() {
        deploy(startsOnSignal("welcome-back"));
        snooze("moved-1");
        deliver();

        pauses.request(
                new ContactId("moved-1"),
                StatusRequest.byPerson(BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(5)), null, "anna"),
                null);

        assertThat(deliveries()).isEmpty();
    }

    @Test
    void saysNothingOfAChangeThatWasRolledBack() {
        deploy(startsOnSignal("welcome-back"));

        new TransactionTemplate(transactionManager).executeWithoutResult(transaction -> {
            snooze("rolled-back-1");
            transaction.setRollbackOnly();
        });

        assertThat(states.of(new ContactId("rolled-back-1")).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void leavesThePauseAndTheOtherListenersAloneWhenOneFails() {
        deploy(startsOnSignal("welcome-back"), failsOnSignal());

        snooze("failing-1");
        for (Job job : deliveries()) {
            for (int retry = job.getRetries(); retry > 0; retry--) {
                try {
                    management.executeJob(job.getId());
                    break;
                } catch (RuntimeException e) {
                    assertThat(e).hasMessageContaining("noSuchBean");
                }
            }
        }

        assertThat(states.of(new ContactId("failing-1")).status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("welcome-back")
                        .count())
                .isOne();
        assertThat(runtime.createIncidentQuery().list())
                .singleElement()
                .satisfies(incident -> assertThat(incident.getIncidentMessage()).contains("noSuchBean"));
    }

    /** A corrected and redeployed start listener gets the change on which the earlier version has failed. */
    @Test
    void deliversToTheNewVersionWhatTheOldOneHasFailedOn() {
        deploy(failsOnSignal());
        snooze("mended-1");
        Job failed = deliveries().get(0);
        assertThat(failed.getProcessDefinitionKey()).isEqualTo("failing");
        assertThatThrownBy(() -> management.executeJob(failed.getId())).hasMessageContaining("noSuchBean");

        BpmnModelInstance mended = failsOnSignal();
        mended.getModelElementsByType(ServiceTask.class)
                .forEach(task -> task.setCamundaExpression("${contactId.length()}"));
        deploy(mended);
        management.setJobRetries(failed.getId(), 1);
        deliver();

        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey("mended-1")
                        .finished()
                        .count())
                .isOne();
    }

    @Test
    void wakesAnInstanceWhoseContactIsANumber() {
        deploy(waitsForMessage());
        var waiting = runtime.startProcessInstanceByKey("waiting", Map.of("contactId", 771));

        snooze("771");
        deliver();

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(waiting.getId())
                        .count())
                .isZero();
    }

    @Test
    void doesNotTellAnInstanceThatEndsAtTheSameMomentWhatNobodyCouldDeliver() throws Exception {
        deploy(waitsForMessage());
        runtime.startProcessInstanceByKey("waiting", variables("ending-1"));
        snooze("ending-1");
        Job first = deliveries().get(0);
        Thread other = new Thread(() -> activate("ending-1"));

        new TransactionTemplate(transactionManager).executeWithoutResult(transaction -> {
            management.executeJob(first.getId()); // ends the instance, and is not committed yet
            other.start();
            awaitBlocked(other);
        });
        other.join();

        assertThat(states.of(new ContactId("ending-1")).status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(management.createJobQuery().messages().list()).isEmpty();
    }

    @Test
    void makesAnInstanceThatEndsLookAgainIfThereIsNewsForItAtTheSameMoment() throws Exception {
        deploy(waitsForMessage());
        runtime.startProcessInstanceByKey("waiting", variables("ending-2"));
        snooze("ending-2");
        Job first = deliveries().get(0);
        List<Throwable> failures = new ArrayList<>();
        Thread ending = new Thread(() -> management.executeJob(first.getId()));
        ending.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));

        new TransactionTemplate(transactionManager).executeWithoutResult(transaction -> {
            activate("ending-2"); // writes the second job, and is not committed yet
            ending.start();
            awaitBlocked(ending);
        });
        ending.join();

        assertThat(failures).singleElement().isInstanceOf(OptimisticLockingException.class);
        management.executeJob(first.getId());
        assertThat(management.createJobQuery().messages().list()).isEmpty();
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("waiting")
                        .count())
                .isZero();
    }

    private void activate(String contact) {
        pauses.request(
                new ContactId(contact),
                StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "anna"),
                null);
    }

    /** Until the other thread waits for a row that the transaction here has locked. */
    private void awaitBlocked(Thread other) {
        while (other.isAlive()
                && sql.sql("select count(*) from pg_locks where not granted")
                                .query(Long.class)
                                .single()
                        == 0) {
            Thread.onSpinWait();
        }
    }

    private void snooze(String contact) {
        pauses.request(
                new ContactId(contact),
                StatusRequest.byPerson(BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(1)), null, "anna"),
                null);
    }

    private List<Job> deliveries() {
        return management.createJobQuery().messages().withRetriesLeft().list();
    }

    private void deliver() {
        List<Job> jobs = deliveries();
        assertThat(jobs).isNotEmpty();
        jobs.forEach(job -> management.executeJob(job.getId()));
    }

    private void deploy(BpmnModelInstance... models) {
        var deployment = repository.createDeployment().name("listeners");
        for (BpmnModelInstance model : models) {
            deployment.addModelInstance(
                    model.getDefinitions().getRootElements().iterator().next().getId() + ".bpmn", model);
        }
        deployment.deploy();
    }

    private static BpmnModelInstance startsOnSignal(String key) {
        return Bpmn.createExecutableProcess(key)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .signal(BotPause.STATUS_CHANGED)
                .userTask()
                .endEvent()
                .done();
    }

    private static BpmnModelInstance failsOnSignal() {
        return Bpmn.createExecutableProcess("failing")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .signal(BotPause.STATUS_CHANGED)
                .serviceTask()
                .camundaExpression("${noSuchBean.call()}")
                .endEvent()
                .done();
    }

    private static BpmnModelInstance waitsForMessage() {
        return Bpmn.createExecutableProcess("waiting")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .receiveTask()
                .message(BotPause.STATUS_CHANGED)
                .endEvent()
                .done();
    }

    private static BpmnModelInstance waitsForMessageInALoop() {
        return Bpmn.createExecutableProcess("looping")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .receiveTask("receiveTask_change")
                .message(BotPause.STATUS_CHANGED)
                .serviceTask()
                .camundaExpression("${execution.setVariable('heard', heard.concat(' ').concat(botStatus))}")
                .connectTo("receiveTask_change")
                .done();
    }

    private static Map<String, Object> variables(String contact) {
        return Map.of("contactId", contact);
    }
}
