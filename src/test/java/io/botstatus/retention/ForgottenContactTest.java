package io.botstatus.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.DatabaseTextSearch;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.engine.RunningFlow;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.PolicyTable;
import io.botstatus.pause.StatusRequest;
import io.botstatus.reply.ContentHash;
import io.botstatus.reply.ReplyRequest;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Reactivation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A contact goes through everything there is, and then nothing in the whole database knows its id. */
@TestPropertySource(
        properties = {
            "botstatus.cohort-window=PT1M",
            // No server listens there.
            "botstatus.notify.targets.crm.url=http://localhost:1/",
            "botstatus.notify.targets.crm.secret=whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM="
        })
class ForgottenContactTest extends PauseScenario {

    @Autowired
    Messages messages;

    @Autowired
    SentReplies sentReplies;

    @Autowired
    BulkChanges bulk;

    @Autowired
    TaskService tasks;

    @Autowired
    ExternalTaskService externalTasks;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcClient sql;

    private final List<String> flows = new ArrayList<>();

    @AfterEach
    void undeployFlows() {
        identity.clearAuthentication();
        sql.sql("update act_ru_job set retries_ = 0 where handler_type_ = 'bot-status-changed'")
                .update();
        management.createJobQuery().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .forEach(job -> management.deleteJob(job.getId()));
        flows.forEach(flow -> repository.deleteDeployment(flow, true, true, true));
        flows.clear();
    }

    @Test
    void leavesNoTraceInAnyColumnOfAnyTable() {
        talks();
        isInAChangeOfMany();
        failsToBeTold();
        failsToStartAFlow();
        hasAPauseWithAnIncident();
        goesThroughFlowsOfBuilders();
        assertThat(places())
                .as("what is to be searched for is there")
                .contains(
                        "act_ge_bytearray.bytes_",
                        "act_hi_attachment.url_",
                        "act_hi_comment.message_",
                        "act_hi_dec_in.text_",
                        "act_hi_detail.text_",
                        "act_hi_ext_task_log.error_msg_",
                        "act_hi_incident.annotation_",
                        "act_hi_incident.incident_msg_",
                        "act_hi_job_log.job_exception_msg_",
                        "act_hi_op_log.annotation_",
                        "act_hi_procinst.business_key_",
                        "act_hi_taskinst.name_",
                        "act_hi_varinst.text_",
                        "act_ru_execution.business_key_",
                        "act_ru_job.handler_cfg_",
                        "bot_bulk_change.filter_search",
                        "bot_event.contact_id",
                        "bot_hold.contact_id",
                        "bot_message.contact_id",
                        "bot_notification.contact_id",
                        "bot_notification_queue.contact_id",
                        "contact_bot.contact_id");

        Forgotten forgotten = erasure.forget(contact);

        assertThat(forgotten.running()).isEmpty();
        assertThat(places()).isEmpty();
        assertThat(states.of(other()).status()).as("of the same changes").isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void leavesAFlowAloneThatRunsAndNamesItUntilItHasEnded() {
        deploy(flow("waits")
                .userTask("userTask_wait")
                .name("Ask ${contactId}")
                .endEvent()
                .done());
        ProcessInstance byVariable = runtime.startProcessInstanceByKey("waits", map("contactId", contact.value()));
        ProcessInstance byKey = runtime.startProcessInstanceByKey("waits", contact.value(), map("contactId", ""));
        requestStatus("inactive");

        assertThat(erasure.forget(contact).running())
                .containsExactlyInAnyOrder(
                        new RunningFlow(byVariable.getId(), "waits"), new RunningFlow(byKey.getId(), "waits"));

        assertThat(places())
                .contains("act_ru_variable.text_", "act_ru_execution.business_key_")
                .noneMatch(place -> place.startsWith("bot_") || place.startsWith("contact_"));
        tasks.createTaskQuery().processDefinitionKey("waits").list().forEach(task -> tasks.complete(task.getId()));
        assertThat(places()).isNotEmpty();
        assertThat(erasure.forget(contact).running()).isEmpty();
        assertThat(places()).isEmpty();
    }

    @Test
    void letsAFlowGoOnThatWaitsForItsPause() {
        deploy(flow("caller")
                .callActivity("call")
                .calledElement(BotPause.PAUSE_AND_WAIT)
                .camundaInBusinessKey("#{execution.processBusinessKey}")
                .camundaIn("status", "status")
                .userTask("userTask_after")
                .endEvent()
                .done());
        ProcessInstance caller =
                runtime.startProcessInstanceByKey("caller", contact.value(), map("status", "inactive"));
        deploy(flow("only-waits")
                .callActivity("call")
                .calledElement(BotPause.PAUSE_AND_WAIT)
                .camundaInBusinessKey("#{execution.processBusinessKey}")
                .userTask("userTask_after")
                .endEvent()
                .done());
        ProcessInstance onlyWaits = runtime.startProcessInstanceByKey("only-waits", contact.value());

        assertThat(erasure.forget(contact).running())
                .extracting(RunningFlow::processDefinitionKey)
                .contains("caller", "only-waits");
        workOff();

        assertThat(tasks.createTaskQuery().taskDefinitionKey("userTask_after").list())
                .extracting(Task::getProcessInstanceId)
                .containsExactlyInAnyOrder(caller.getId(), onlyWaits.getId());
        tasks.createTaskQuery()
                .taskDefinitionKey("userTask_after")
                .list()
                .forEach(task -> tasks.complete(task.getId()));
        assertThat(erasure.forget(contact).running()).isEmpty();
        assertThat(places()).isEmpty();
    }

    @Test
    void goesWithAllItsPastInManySteps() {
        for (int i = 0; i < 250; i++) {
            requestStatus("inactive");
        }

        erasure.forget(contact);

        assertThat(places()).isEmpty();
    }

    private void talks() {
        messages.report(message("from-contact", Sender.CONTACT));
        permits.ask(contact, new ReplyRequest("r-1", null, null, ContentHash.of("text", "Hello")));
        sentReplies.sentAs(contact, "r-1", "p-1");
        deploy(new PolicyTable("note").rule("", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT1H\""));
        messages.report(message("from-person", Sender.HUMAN));
        messages.report(message("from-person-2", Sender.HUMAN));
        messages.report(message("from-workflow", Sender.WORKFLOW));
        submit(BotPause.MANUAL_MESSAGE_SENT, "contactId", contact.value(), "note", "about " + contact);
        submit(BotPause.STATUS_REQUESTED, "status", "active", "override", true, "reason", "ask " + contact);
    }

    private Message message(String id, Sender sender) {
        return new Message(contact, id, sender, now(), "anna", "sms", Map.of("note", "about " + contact));
    }

    private ContactId other() {
        return new ContactId("another than " + START);
    }

    private void isInAChangeOfMany() {
        StatusRequest snooze = StatusRequest.byPerson(BotStatus.SNOOZED, after("PT2H"), null, "ben");
        bulk.change(snooze, new Selection.Listed(List.of(contact, other())));
        bulk.change(snooze, new Selection.Matching(null, null, contact.value(), false));
        workOff();
    }

    private void failsToBeTold() {
        Job post = management
                .createJobQuery()
                .processDefinitionKey("notify-webhook")
                .activityId("serviceTask_postStatusChange")
                .list()
                .stream()
                .filter(job -> contact.value()
                        .equals(runtime.createProcessInstanceQuery()
                                .processInstanceId(job.getProcessInstanceId())
                                .singleResult()
                                .getBusinessKey()))
                .findFirst()
                .orElseThrow();
        management.setJobRetries(post.getId(), 1);
        assertThatThrownBy(() -> management.executeJob(post.getId())).hasStackTraceContaining(contact.value());
    }

    /** Starts a flow by a change with a job that fails, and leaves an incident and an exception. */
    private void failsToStartAFlow() {
        String four = "contactId.concat(contactId).concat(contactId).concat(contactId)";
        deploy(flow("listens")
                .signal(BotPause.STATUS_CHANGED)
                .serviceTask("serviceTask_fails")
                .camundaExpression("${contactBots.responding(" + four + ")}")
                .endEvent()
                .done());
        person(BotStatus.ACTIVE, new Reactivation.Never());
        Job start = management.createJobQuery().processDefinitionKey("listens").list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .findFirst()
                .orElseThrow();
        management.setJobRetries(start.getId(), 1);
        assertThatThrownBy(() -> management.executeJob(start.getId())).hasStackTraceContaining(contact.value());
    }

    private void hasAPauseWithAnIncident() {
        requestStatus("snoozed", "reactivateAfter", "PT9H", "cause", "campaign");
        contactsOwn().forEach(pause -> timers(pause).forEach(timer -> management.setJobRetries(timer.getId(), 0)));
        requestStatus("inactive", "cause", "handover");
        runtime.createIncidentQuery()
                .list()
                .forEach(incident -> runtime.setAnnotationForIncidentById(incident.getId(), "ask " + contact));
    }

    private List<ProcessInstance> contactsOwn() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(contact.value())
                .processDefinitionKey(BotPause.PROCESS)
                .list();
    }

    private void goesThroughFlowsOfBuilders() {
        deploy(flow("works")
                .userTask("userTask_ask")
                .name("Ask ${contactId}")
                .serviceTask("serviceTask_outside")
                .camundaExternalTask("outside")
                .serviceTask("serviceTask_bot")
                .camundaDelegateExpression("${setContactBotStatus}")
                .camundaInputParameter("status", "inactive")
                .camundaInputParameter("cause", "handover")
                .endEvent()
                .done());
        ProcessInstance works = runtime.startProcessInstanceByKey(
                "works", map("contactId", contact.value(), "note", new ArrayList<>(List.of(contact.value()))));
        identity.setAuthenticatedUserId("anna");
        Task task = tasks.createTaskQuery().processInstanceId(works.getId()).singleResult();
        tasks.createComment(task.getId(), works.getId(), "about " + contact);
        tasks.createAttachment("url", task.getId(), works.getId(), "page", "its page", "http://crm/" + contact);
        tasks.createAttachment(
                "text",
                task.getId(),
                works.getId(),
                "letter",
                "a letter",
                new ByteArrayInputStream(contact.value().getBytes(StandardCharsets.UTF_8)));
        tasks.claim(task.getId(), "anna");
        UserOperationLogEntry claim = history.createUserOperationLogQuery()
                .processInstanceId(works.getId())
                .list()
                .get(0);
        history.setAnnotationForOperationLogById(claim.getOperationId(), "for " + contact);
        tasks.complete(task.getId());
        identity.clearAuthentication();
        externalTasks.fetchAndLock(1, "worker").topic("outside", 1000).execute().forEach(outside -> {
            externalTasks.handleFailure(outside.getId(), "worker", "no " + contact, "details of " + contact, 1, 0);
        });
        externalTasks
                .fetchAndLock(1, "worker")
                .topic("outside", 1000)
                .execute()
                .forEach(outside -> externalTasks.complete(outside.getId(), "worker"));

        deploy(flow("many")
                .serviceTask("serviceTask_bot")
                .camundaDelegateExpression("${setContactBotStatus}")
                .camundaInputParameter("status", "inactive")
                .camundaInputParameter("cause", "campaign")
                .camundaInputParameter("contactIds", "${contactIds}")
                .endEvent()
                .done());
        runtime.startProcessInstanceByKey(
                "many", map("contactIds", new ArrayList<>(List.of(contact.value(), other().value()))));
        runtime.startProcessInstanceByKey("many", map("contactIds", "[\"" + contact + "\"]"));
        workOff();
    }

    private static StartEventBuilder flow(String key) {
        return Bpmn.createExecutableProcess(key).camundaHistoryTimeToLive(1).startEvent();
    }

    private void deploy(BpmnModelInstance model) {
        flows.add(repository
                .createDeployment()
                .addModelInstance("flow.bpmn", model)
                .deploy()
                .getId());
    }

    /** All jobs that are due and have not failed, until there are none. */
    private void workOff() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> due() {
        return management.createJobQuery().executable().list().stream()
                .filter(job -> !"notify-webhook".equals(job.getProcessDefinitionKey()))
                .filter(job -> !"listens".equals(job.getProcessDefinitionKey()))
                .toList();
    }

    private Set<String> places() {
        return DatabaseTextSearch.of(contact.value(), sql);
    }
}
