package io.botstatus.pause;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.ModelCoverage;
import io.botstatus.PluginTest;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Hold;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.MessageCorrelationResultWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The vocabulary of process tests: a trigger is submitted, an instance waits, time passes, a timer fires, the instance has ended.
 *
 * <p>The clock stands still unless a test moves it, and the job executor is off. Each test has a contact of its own.
 */
@PluginTest
@Import(ModelCoverage.Recorder.class)
// The traces name gateways too.
@TestPropertySource(properties = "botstatus.history.full=true")
@ExtendWith(ModelCoverage.class)
public abstract class PauseScenario {

    /** When every test begins. */
    public static final Instant START = Instant.parse("2030-03-04T09:00:00Z");

    public static final String PAUSED = "receiveTask_paused";
    public static final String PAUSED_UNTIL_RELEASED = "receiveTask_pausedUntilReleased";

    public static final String ACTIVE_AGAIN = "endEvent_botActiveAgain";
    public static final String KEEPS_ANSWERING = "endEvent_botKeepsAnswering";
    public static final String NO_NEW_PAUSE = "endEvent_noNewPause";
    public static final String RELEASED = "endEvent_released";
    public static final String UNTIL_RELEASED = "endEvent_untilReleased";
    public static final String SET_ACTIVE = "endEvent_botSetActive";

    @Autowired
    public ProcessEngine engine;

    @Autowired
    public RuntimeService runtime;

    @Autowired
    public RepositoryService repository;

    @Autowired
    public ManagementService management;

    @Autowired
    public HistoryService history;

    @Autowired
    public BotPauses pauses;

    @Autowired
    public ContactErasure erasure;

    @Autowired
    public ReplyPermits permits;

    @Autowired
    public ContactStates states;

    @Autowired
    public BotEvents events;

    @Autowired
    public SettingsStore settings;

    public ContactId contact;

    private final List<String> policies = new ArrayList<>();

    @BeforeEach
    public void beginAtStart(TestInfo test) {
        AbstractAssertions.init(engine);
        contact = new ContactId(test.getTestClass().orElseThrow().getSimpleName() + " " + UUID.randomUUID());
        timeIs(START);
    }

    @AfterEach
    public void giveTheClockBack() {
        ClockUtil.reset();
    }

    @AfterEach
    public void undeployPolicies() {
        policies.forEach(deployment -> repository.deleteDeployment(deployment, true));
        policies.clear();
    }

    // Triggers

    /** Correlates a message whose business key is the contact, as Camunda's REST API does. */
    public ProcessInstance submit(String message, @Nullable Object... variables) {
        return submitForResult(message, variables).getProcessInstance();
    }

    public MessageCorrelationResultWithVariables submitForResult(String message, @Nullable Object... variables) {
        return runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(contact.value())
                .setVariables(map(variables))
                .correlateWithResultAndVariables(true);
    }

    public ProcessInstance requestStatus(String status, Object... variables) {
        Map<String, Object> all = new LinkedHashMap<>(map(variables));
        all.put("status", status);
        return submit(
                BotPause.STATUS_REQUESTED,
                all.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray());
    }

    public ContactState person(BotStatus status, Reactivation reactivation) {
        return pauses.request(contact, StatusRequest.byPerson(status, reactivation, null, "ben"), null);
    }

    public Trigger trigger(Cause cause, Object... attributes) {
        return new Trigger(contact, cause, null, null, null, now(), map(attributes));
    }

    public static Map<String, Object> map(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    public static Reactivation after(String duration) {
        return new Reactivation.After(Duration.parse(duration));
    }

    /** Deploys a pause policy as a builder would, at run time; it is gone again after the test. */
    public void deploy(PolicyTable policy) {
        policies.add(repository
                .createDeployment()
                .name("a builder's policy")
                .addString("policy.dmn", policy.xml())
                .deploy()
                .getId());
    }

    /** A process that every status change would start, each by a job. */
    public String deployListener() {
        return repository
                .createDeployment()
                .addModelInstance(
                        "listener.bpmn",
                        Bpmn.createExecutableProcess("listener")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .signal(BotPause.STATUS_CHANGED)
                                .endEvent()
                                .done())
                .deploy()
                .getId();
    }

    /** Undeploys the listener, with the jobs that it has not had yet. */
    public void undeployListener(String deployment) {
        management
                .createJobQuery()
                .processDefinitionKey("listener")
                .list()
                .forEach(job -> management.deleteJob(job.getId()));
        repository.deleteDeployment(deployment, true);
    }

    // Time

    public static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    public static void timeIs(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }

    public static void passes(String duration) {
        timeIs(now().plus(Duration.parse(duration)));
    }

    /** Executes the instance's timer, which must be due by the engine's clock. */
    public void fireTimer(ProcessInstance instance) {
        List<Job> due = management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .timers()
                .executable()
                .list();
        if (due.size() != 1) {
            throw new AssertionError("Instance %s has %d timers that are due at %s, not one; all its timers: %s"
                    .formatted(instance.getId(), due.size(), now(), timers(instance)));
        }
        management.executeJob(due.get(0).getId());
    }

    /** When the instance's one timer is due. */
    @SuppressWarnings("JavaUtilDate") // what the engine answers
    public Instant timer(ProcessInstance instance) {
        List<Job> timers = timers(instance);
        if (timers.size() != 1) {
            throw new AssertionError("Instance %s has not one timer but: %s".formatted(instance.getId(), timers));
        }
        return timers.get(0).getDuedate().toInstant();
    }

    public List<Job> timers(ProcessInstance instance) {
        return management
                .createJobQuery()
                .processInstanceId(instance.getId())
                .timers()
                .list();
    }

    // What became of it

    public ContactState state() {
        return states.of(contact);
    }

    public BotStatus status() {
        return state().status();
    }

    /** The contact's only live hold. */
    public Hold hold() {
        List<Hold> holds = state().holds();
        if (holds.size() != 1) {
            throw new AssertionError("Contact has not one hold but: " + holds);
        }
        return holds.get(0);
    }

    /** May the bot send a reply right now? Counts one if so. */
    public ReplyPermit permit() {
        return permits.ask(contact, UUID.randomUUID().toString(), null);
    }

    /** The contact's running instances of {@code bot-pause}, oldest first. */
    public List<String> running() {
        return runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .processInstanceBusinessKey(contact.value())
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    public ProcessInstance onlyInstance() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .processInstanceBusinessKey(contact.value())
                .singleResult();
    }

    public void ended(ProcessInstance instance, String endEvent) {
        assertThat(instance).isEnded().hasPassed(endEvent);
    }

    /** The contact's events, oldest first. */
    public List<BotEvent> events() {
        List<BotEvent> newestFirst = new ArrayList<>(events.before(contact, Long.MAX_VALUE, 1000));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The contact's events, oldest first, as in {@code placed manual_message: active to snoozed}. */
    public List<String> story() {
        return events().stream()
                .map(event -> "%s %s: %s to %s"
                        .formatted(
                                event.type().word(),
                                event.cause(),
                                event.before().word(),
                                event.after().word()))
                .toList();
    }

    @Nullable
    public Object variable(ProcessInstance instance, String name) {
        var stored = history.createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName(name)
                .singleResult();
        return stored == null ? null : stored.getValue();
    }
}
