package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.PolicyTable;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Reactivation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Of a bundled pause the engine's history has one row by default; that of builders' versions and other processes is complete. */
@TestPropertySource(properties = "botstatus.history.full=false")
class EngineHistoryTest extends PauseScenario {

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient sql;

    private final List<String> deployments = new ArrayList<>();

    @AfterEach
    void leaveTheBundledVersionAlone() {
        identity.clearAuthentication();
        deployments.forEach(deployment -> repository.deleteDeployment(deployment, true));
        deployments.clear();
    }

    @Test
    void isOneRowOfAPauseThatItsTimerEnds() {
        identity.setAuthenticatedUserId("mary");
        ProcessInstance pause = submit(
                BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna", "vip", true, "list", new ArrayList<>(List.of("a")));
        identity.clearAuthentication();
        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));

        passes("PT24H");
        fireTimer(pause);

        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));
        assertThat(row(pause)).satisfies(row -> {
            assertThat(row.getBusinessKey()).isEqualTo(contact.value());
            assertThat(row.getStartTime()).isEqualTo(START);
            assertThat(row.getEndTime()).isEqualTo(START.plus(Duration.ofHours(24)));
            assertThat(row.getDurationInMillis()).isEqualTo(Duration.ofHours(24).toMillis());
            assertThat(row.getRemovalTime())
                    .isEqualTo(row.getEndTime().toInstant().plus(Duration.ofDays(30)));
            assertThat(row.getStartUserId()).isEqualTo("mary");
            assertThat(row.getStartActivityId()).isEqualTo("startEvent_manualMessageSent");
            assertThat(((HistoricProcessInstanceEntity) row).getEndActivityId()).isEqualTo(ACTIVE_AGAIN);
            assertThat(row.getState()).isEqualTo(HistoricProcessInstance.STATE_COMPLETED);
        });
    }

    @Test
    void isOneRowOfAPauseWhoseTimerComesTooEarly() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        passes("PT23H");
        fireTimer(pause);
        assertThat(running()).containsExactly(pause.getId());
        passes("PT1H");
        fireTimer(pause);

        assertThat(running()).isEmpty();
        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));
    }

    @Test
    void isOneRowOfAPauseThatAPersonReleases() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));
        assertThat(row(pause).getRemovalTime()).isEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(row(pause).getState()).isEqualTo(HistoricProcessInstance.STATE_COMPLETED);
        assertThat(((HistoricProcessInstanceEntity) row(pause)).getEndActivityId())
                .isEqualTo(RELEASED);
    }

    @Test
    void isOneRowOfATriggerThatPausesNothing() {
        deploy(PolicyTable.always("pauseAs", "\"none\""));

        ProcessInstance ended = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");

        assertThat(rows(ended)).isEqualTo(Map.of("act_hi_procinst", 1L));
        assertThat(row(ended).getRemovalTime()).isEqualTo(START.plus(Duration.ofDays(30)));
        assertThat(row(ended).getDurationInMillis()).isZero();
    }

    @Test
    void isOneRowAndWhatTheOperatorDidOfAPauseThatIsCancelledInCockpit() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        identity.setAuthenticatedUserId("mary");

        runtime.deleteProcessInstance(pause.getId(), "cancelled in Cockpit", true);

        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L, "act_hi_op_log", 1L));
        assertThat(row(pause).getDeleteReason()).isEqualTo("cancelled in Cockpit");
        assertThat(row(pause).getState()).isEqualTo(HistoricProcessInstance.STATE_INTERNALLY_TERMINATED);
        assertThat(withoutRemovalTime(pause)).isEmpty();
    }

    @Test
    void isOneRowOfAPauseThatAnotherProcessCalls() {
        String key = "caller";
        own(Bpmn.createExecutableProcess(key)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .callActivity("callActivity_pause")
                .calledElement(BotPause.PROCESS)
                .camundaIn("contactId", "contactId")
                .camundaIn("status", "status")
                .camundaIn("reactivateAfter", "reactivateAfter")
                .endEvent()
                .done());
        ProcessInstance caller = runtime.startProcessInstanceByKey(
                key, map("contactId", contact.value(), "status", "snoozed", "reactivateAfter", "PT1H"));
        ProcessInstance pause = onlyInstance();

        passes("PT1H");
        fireTimer(pause);

        assertThat(count("act_hi_actinst", pause)).isZero();
        assertThat(count("act_hi_varinst", pause)).isZero();
        assertThat(row(pause).getBusinessKey()).isEqualTo(contact.value());
        assertThat(row(pause).getSuperProcessInstanceId()).isEqualTo(caller.getId());
        assertThat(row(pause).getRemovalTime())
                .as("that of the process that has called it")
                .isEqualTo(row(caller).getEndTime().toInstant().plus(Duration.ofDays(1)));
        assertThat(count("act_hi_actinst", caller)).as("the caller's own").isEqualTo(3);
        assertThat(withoutRemovalTime(caller)).isEmpty();
    }

    @Test
    void keepsWhatConcernsPeople() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        breakHoldsOf(contact.value());
        passes("PT24H");
        Job timer = management.createJobQuery().processInstanceId(pause.getId()).singleResult();
        try {
            for (int tries = timer.getRetries(); tries > 0; tries--) {
                assertThat(failsToFire(timer)).isTrue();
            }
        } finally {
            mendHolds();
        }

        assertThat(rows(pause).keySet())
                .containsExactly("act_ge_bytearray", "act_hi_incident", "act_hi_job_log", "act_hi_procinst");
        assertThat(count("act_hi_job_log", pause)).as("each failed try").isEqualTo(3);

        management.setJobRetries(timer.getId(), 1);
        fireTimer(pause);

        assertThat(history.createHistoricIncidentQuery()
                        .processInstanceId(pause.getId())
                        .resolved()
                        .count())
                .isEqualTo(1);
        assertThat(withoutRemovalTime(pause)).isEmpty();
    }

    @Test
    void keepsAsVariablesOfARunningPauseWhatNoHoldTells() {
        pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, "m-1", "sms", "anna", now(), Map.of("vip", true)));

        assertThat(runtime.getVariables(running().get(0)))
                .containsOnlyKeys("channel", "vip", "cause", "effect", "reactivateAt");
        assertThat(hold().setBy()).isEqualTo("anna");
    }

    @Test
    void isCompleteOfABuildersVersion() {
        String own = own(bundledModel());
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT24H");
        fireTimer(pause);

        assertThat(pause.getProcessDefinitionId()).isEqualTo(version(own).getId());
        assertThat(rows(pause).keySet())
                .contains(
                        "act_hi_actinst",
                        "act_hi_decinst",
                        "act_hi_detail",
                        "act_hi_job_log",
                        "act_hi_procinst",
                        "act_hi_varinst");
        ended(pause, ACTIVE_AGAIN);
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(pause.getId())
                        .list())
                .extracting(HistoricVariableInstance::getName)
                .contains("sentBy", "cause", "effect", "reactivateAt");
        assertThat(withoutRemovalTime(pause)).isEmpty();
    }

    /** As one that began before the upgrade, or while the full history was switched on, it has rows that nobody ends. */
    @Test
    void isToBeCleanedUpWhollyOfAPauseThatBeganWithFullHistory() {
        String own = own(bundledModel());
        ProcessInstance pause =
                submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna", "list", new ArrayList<>(List.of("a")));
        moveToTheBundledVersion(pause, own);
        passes("PT24H");
        fireTimer(pause);

        assertThat(running()).isEmpty();
        assertThat(rows(pause).keySet())
                .contains("act_ge_bytearray", "act_hi_actinst", "act_hi_decinst", "act_hi_varinst");
        assertThat(withoutRemovalTime(pause)).isEmpty();
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(pause.getId())
                        .unfinished()
                        .list())
                .isEmpty();
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(pause.getId())
                        .activityId(PAUSED)
                        .singleResult())
                .satisfies(step -> {
                    assertThat(step.getEndTime()).isEqualTo(now());
                    assertThat(step.getDurationInMillis())
                            .isEqualTo(Duration.ofHours(24).toMillis());
                });

        passes("P31D");
        cleanUp();
        assertThat(rows(pause)).isEmpty();
    }

    @Test
    void leavesNoRowAfterItsTimeToLive() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT24H");
        fireTimer(pause);

        passes("P29D");
        cleanUp();
        assertThat(rows(pause)).hasSize(1);
        passes("P1DT1S");
        cleanUp();
        assertThat(rows(pause)).isEmpty();
    }

    @Test
    void beginsNoRowsWhenAPauseIsMigrated() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        Deployment restored = repository
                .createDeployment()
                .source("camunda-bot-status")
                .addModelInstance("bpmn/bot-pause.bpmn", bundledModel())
                .deploy();
        deployments.add(restored.getId());

        migrate(pause, pause.getProcessDefinitionId(), version(restored.getId()).getId());

        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));
        passes("PT24H");
        fireTimer(pause);
        assertThat(rows(pause)).isEqualTo(Map.of("act_hi_procinst", 1L));
        assertThat(withoutRemovalTime(pause)).isEmpty();
    }

    @Test
    void leavesNothingOfAForgottenContactInEitherKindOfHistory() {
        String own = own(bundledModel());
        submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        person(BotStatus.ACTIVE, new Reactivation.Never());
        repository.deleteDeployment(own, false);
        deployments.clear();
        submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        person(BotStatus.ACTIVE, new Reactivation.Never());
        pauses.request(contact, StatusRequest.byPerson(BotStatus.SNOOZED, after("PT1H"), "a reason", "ben"), null);
        assertThat(rowsThatContain(contact.value())).isNotEmpty();

        erasure.forget(contact);

        assertThat(rowsThatContain(contact.value())).isEmpty();
    }

    @Test
    void keepsAllOfOtherProcesses() {
        own(Bpmn.createExecutableProcess("other-than-pauses")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .businessRuleTask()
                .camundaDecisionRef(BotPause.POLICY)
                .intermediateCatchEvent()
                .timerWithDuration("PT1H")
                .endEvent()
                .done());

        ProcessInstance other = runtime.startProcessInstanceByKey(
                "other-than-pauses", map("sentBy", "anna", "cause", "manual_message", "channel", "sms"));

        assertThat(rows(other).keySet())
                .contains("act_hi_actinst", "act_hi_decinst", "act_hi_detail", "act_hi_job_log", "act_hi_varinst");
    }

    @Test
    void hasTheLevelThatTheEngineIsSetTo() {
        assertThat(management.getHistoryLevel()).isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL.getId());
    }

    private HistoricProcessInstance row(ProcessInstance instance) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .singleResult();
    }

    /** How many rows of the engine's history each table has that name the instance in any column. */
    private Map<String, Long> rows(ProcessInstance instance) {
        return rowsThatContain(instance.getId());
    }

    private Map<String, Long> rowsThatContain(String text) {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables()) {
            long count = sql.sql("select count(*) from %s t where position(:text in t::text) > 0".formatted(table))
                    .param("text", text)
                    .query(Long.class)
                    .single();
            if (count > 0) {
                rows.put(table, count);
            }
        }
        return rows;
    }

    private long count(String table, ProcessInstance instance) {
        return sql.sql("select count(*) from %s t where %s = :id"
                        .formatted(table, "act_hi_job_log".equals(table) ? "process_instance_id_" : "proc_inst_id_"))
                .param("id", instance.getId())
                .query(Long.class)
                .single();
    }

    /** The tables with rows of the instance that the engine's clean-up would leave for good. */
    private List<String> withoutRemovalTime(ProcessInstance root) {
        return tables().stream()
                .filter(table -> sql.sql(
                                "select exists (select from %s where root_proc_inst_id_ = :root and removal_time_ is null)"
                                        .formatted(table))
                        .param("root", root.getId())
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    /** All tables of the history, and the one with its long values. */
    private List<String> tables() {
        return sql.sql("""
                        select table_name from information_schema.columns
                         where table_schema = current_schema and column_name = 'removal_time_'
                           and (table_name like 'act_hi_%' and table_name <> 'act_hi_batch' or table_name = 'act_ge_bytearray')
                         order by 1""").query(String.class).list();
    }

    private boolean failsToFire(Job timer) {
        try {
            management.executeJob(timer.getId());
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void breakHoldsOf(String contact) {
        sql.sql("""
                        create function fail() returns trigger language plpgsql as
                        $$ begin if old.contact_id = '%s' then raise 'no hold ends now'; end if; return old; end $$""".formatted(contact)).update();
        sql.sql("create trigger fail before delete on bot_hold for each row execute function fail()")
                .update();
    }

    private void mendHolds() {
        sql.sql("drop function fail cascade").update();
    }

    /** Executes the engine's jobs that clean up its history. */
    private void cleanUp() {
        history.cleanUpHistoryAsync(true).getId();
        history.findHistoryCleanupJobs().forEach(job -> management.executeJob(job.getId()));
    }

    private String own(BpmnModelInstance model) {
        String deployment = repository
                .createDeployment()
                .name("a builder's process")
                .addModelInstance("own.bpmn", model)
                .deploy()
                .getId();
        deployments.add(deployment);
        return deployment;
    }

    private ProcessDefinition version(String deployment) {
        return repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult();
    }

    private static BpmnModelInstance bundledModel() {
        try (var file = new ClassPathResource("bpmn/bot-pause.bpmn").getInputStream()) {
            return Bpmn.readModelFromStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveToTheBundledVersion(ProcessInstance pause, String own) {
        String bundled = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .orderByProcessDefinitionVersion()
                .asc()
                .list()
                .get(0)
                .getId();
        migrate(pause, version(own).getId(), bundled);
    }

    private void migrate(ProcessInstance pause, String from, String to) {
        runtime.newMigration(runtime.createMigrationPlan(from, to)
                        .mapEqualActivities()
                        .build())
                .processInstanceIds(pause.getId())
                .execute();
    }
}
