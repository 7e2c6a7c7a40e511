package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Reactivation;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.CallActivityBuilder;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Another process calls {@code bot-pause-and-wait}, and goes on when the contact's bot is active again. */
class PauseAndWaitTest extends PauseScenario {

    @Autowired
    JdbcClient sql;

    @Autowired
    PlatformTransactionManager transactionManager;

    private Flows flows;

    @BeforeEach
    void noFlows() {
        flows = new Flows(repository);
    }

    @AfterEach
    void undeployFlows() {
        flows.undeployAll();
    }

    @Test
    void goesOnWhenThePauseIsOver() {
        ProcessInstance caller = call("status", "snoozed", "reactivateAfter", "8", "reactivateAfterUnit", "hours");

        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(hold().setBy()).isEqualTo(Flows.KEY);
        assertThat(caller).isWaitingAt("callActivity_wait");

        passes("PT8H");
        fireTimer(onlyInstance());
        runJobs();

        assertThat(caller).isEnded();
    }

    @Test
    void waitsOnWhenSomebodyElsePausesTheBotMeanwhile() {
        ProcessInstance caller = call("status", "snoozed", "reactivateAfter", "PT8H");

        person(BotStatus.INACTIVE, after("PT24H"));
        runJobs();

        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(caller).isWaitingAt("callActivity_wait");

        passes("PT24H");
        fireTimer(onlyInstance());
        runJobs();

        assertThat(caller).isEnded();
    }

    @Test
    void onlyWaitsIfTheCallerWantsNoPause() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance caller = call();

        assertThat(caller).isWaitingAt("callActivity_wait");
        assertThat(story()).containsExactly("placed manual_message: active to snoozed");

        person(BotStatus.ACTIVE, new Reactivation.Never());
        runJobs();

        assertThat(caller).isEnded();
    }

    @Test
    void goesOnAtOnceIfTheBotIsActiveAndNothingIsToBePaused() {
        assertThat(call()).isEnded();
        assertThat(story()).isEmpty();
    }

    @Test
    void goesOnByTheDeadlineEvenIfNobodyHasDoneTheBookkeepingYet() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT24H");

        assertThat(call()).isEnded();
    }

    /** No change goes unnoticed between the check of the status and the wait. */
    @Test
    void missesNoChangeThatComesWhileItBeginsToWait() throws Exception {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        List<ProcessInstance> caller = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Thread person = new Thread(() -> person(BotStatus.ACTIVE, new Reactivation.Never()));
        person.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));

        new TransactionTemplate(transactionManager).executeWithoutResult(transaction -> {
            caller.add(call());
            person.start();
            awaitBlocked(person);
        });
        person.join();
        runJobs();

        assertThat(failures).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(caller.get(0)).isEnded();
    }

    @Test
    void releasesThePauseWhenTheCallerIsDeleted() {
        ProcessInstance caller = call("status", "inactive");

        runtime.deleteProcessInstance(caller.getId(), "a test", true);

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void refusesAPauseThatCannotBe() {
        assertThatThrownBy(() -> call("status", "snoozed"))
                .hasMessageContaining("reactivateAfter is missing")
                .hasMessageContaining("use the status inactive");
    }

    @Test
    void refusesAStatusThatTurnsOutEmptyInsteadOfPausingNothing() {
        assertThatThrownBy(() -> call("status", "${execution.getVariable('nothing')}", "reactivateAfter", "PT2S"))
                .hasMessageContaining("Activity 'callActivity_wait': status is missing.");
    }

    @Test
    void isCalledByAFlowOfATenantThatMeansTheOneWithout() {
        CallActivityBuilder call = calling("status", "inactive").camundaCalledElementTenantId("${null}");
        flows.deploy(call.endEvent().done(), "acme");

        ProcessInstance caller = runtime.createProcessInstanceByKey(Flows.KEY)
                .processDefinitionTenantId("acme")
                .setVariables(map("contactId", contact.value()))
                .execute();

        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        person(BotStatus.ACTIVE, new Reactivation.Never());
        runJobs();
        assertThat(caller).isEnded();
    }

    @Test
    void letsTheCallerCatchAValueThatCannotBeUsed() {
        CallActivityBuilder call = calling("status", "${'snoozed'}", "reactivateAfter", "${'2h'}");
        call.boundaryEvent("boundaryEvent_invalidValue")
                .errorEventDefinition()
                .error(BotPause.INVALID_VALUE)
                .errorMessageVariable("whatWasWrong")
                .errorEventDefinitionDone()
                .userTask("userTask_mend")
                .endEvent();
        flows.deploy(call.endEvent().done());

        ProcessInstance caller = runtime.startProcessInstanceByKey(Flows.KEY, map("contactId", contact.value()));

        assertThat(caller).isWaitingAt("userTask_mend");
        assertThat(String.valueOf(variable(caller, "whatWasWrong")))
                .startsWith("Activity 'callActivity_wait': reactivateAfter is '2h'. Allowed: ");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    private ProcessInstance call(String... mappings) {
        flows.deploy(calling(mappings).endEvent().done());
        return runtime.startProcessInstanceByKey(Flows.KEY, map("contactId", contact.value()));
    }

    private static CallActivityBuilder calling(String... mappings) {
        CallActivityBuilder call = Bpmn.createExecutableProcess(Flows.KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .callActivity("callActivity_wait")
                .calledElement(BotPause.PAUSE_AND_WAIT)
                .camundaIn("contactId", "contactId");
        for (int i = 0; i < mappings.length; i += 2) {
            CamundaIn in = call.getElement().getModelInstance().newInstance(CamundaIn.class);
            in.setCamundaSourceExpression(mappings[i + 1]);
            in.setCamundaTarget(mappings[i]);
            call.addExtensionElement(in);
        }
        return call;
    }

    /** Continuations and deliveries that are to run at once, and those that follow from them. */
    private void runJobs() {
        List<Job> jobs =
                management.createJobQuery().messages().withRetriesLeft().list();
        while (!jobs.isEmpty()) {
            jobs.forEach(job -> management.executeJob(job.getId()));
            jobs = management.createJobQuery().messages().withRetriesLeft().list();
        }
    }

    /** Until this thread waits for the row that the transaction here has locked, or was let through. */
    private void awaitBlocked(Thread other) {
        while (other.isAlive()
                && sql.sql("select count(*) from pg_locks where not granted")
                                .query(Long.class)
                                .single()
                        == 0) {
            Thread.onSpinWait();
        }
    }
}
