package io.botstatus.rules;

import io.botstatus.Contradictions;
import io.botstatus.PluginTest;
import io.botstatus.TestSettings;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.identity.Alias;
import io.botstatus.identity.Aliases;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.message.Report;
import io.botstatus.pause.BotOffException;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StaleEpochException;
import io.botstatus.pause.StatusRequest;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Hold;
import io.botstatus.status.Sender;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

/** The plugin in an engine on PostgreSQL, with a pause policy that has a rule of every kind. */
final class RealBotStatus {

    private final Messages messages;
    private final ReplyPermits permits;
    private final BotPauses pauses;
    private final ContactErasure erasure;
    private final Aliases aliases;
    private final ContactStates states;
    private final SettingsStore settings;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final JdbcClient sql;
    private final RepositoryService repository;
    private final String policy;

    private RealBotStatus(ApplicationContext context) {
        messages = context.getBean(Messages.class);
        permits = context.getBean(ReplyPermits.class);
        pauses = context.getBean(BotPauses.class);
        erasure = context.getBean(ContactErasure.class);
        aliases = context.getBean(Aliases.class);
        states = context.getBean(ContactStates.class);
        settings = context.getBean(SettingsStore.class);
        runtime = context.getBean(RuntimeService.class);
        management = context.getBean(ManagementService.class);
        sql = context.getBean(JdbcClient.class);
        repository = context.getBean(RepositoryService.class);
        policy = repository
                .createDeployment()
                .addClasspathResource("io/botstatus/rules/policy-of-many-kinds.dmn")
                .deploy()
                .getId();
    }

    /** Leaves the application to the next test class as it was. */
    void end() {
        if (repository.createDeploymentQuery().deploymentId(policy).count() > 0) {
            repository.deleteDeployment(policy, true);
        }
        settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24));
        ClockUtil.reset();
    }

    /** Once, since jqwik knows nothing of Spring. */
    static RealBotStatus start(Class<?> application) {
        return new RealBotStatus(
                new TestContextManager(application).getTestContext().getApplicationContext());
    }

    @PluginTest
    static class Application {}

    @PluginTest
    @TestPropertySource(properties = "botstatus.cohort-window=PT1M")
    static class WithCohorts {}

    Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    void setTime(Instant now) {
        ClockUtil.setCurrentTime(Date.from(now));
    }

    /** Forgets the contacts, and what else may be left of an attempt that failed. */
    void begin(List<String> contacts) {
        contacts.forEach(this::forget);
        sql.sql("truncate bot_hold, contact_bot, bot_event, bot_message, bot_cohort")
                .update();
        runtime.createProcessInstanceQuery().list().forEach(instance -> deleteInstance(instance.getId()));
    }

    CommandOutcome.Report report(String contact, Sender sender, String id, Duration ago, String channel) {
        Report report = messages.report(
                new Message(new ContactId(contact), id, sender, now().minus(ago), null, channel, Map.of()));
        return new CommandOutcome.Report(report.duplicate(), report.effect(), report.status());
    }

    /** Correlates a message as Camunda's REST API does. */
    CommandOutcome correlate(String message, String contact, Map<String, Object> variables) {
        try {
            VariableMap answer = runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(contact)
                    .setVariables(variables)
                    .correlateWithResultAndVariables(true)
                    .getVariables();
            Set<String> kept = Stream.of(
                            Objects.toString(answer.get("keptCauses"), "").split(","))
                    .filter(cause -> !cause.isEmpty())
                    .collect(Collectors.toSet());
            String word = Objects.toString(answer.get("effect"), "");
            Effect effect = word.equals("joined") ? Effect.PAUSED : LowerCaseEnum.of(Effect.class, "effect", word);
            return new CommandOutcome.Result(effect, kept);
        } catch (BadUserRequestException e) {
            return refused((InvalidValueException) e.getCause());
        }
    }

    CommandOutcome request(String contact, BotStatus status, Command.Reactivation reactivation, Long epoch) {
        try {
            Instant at = reactivation.at() == null ? null : now().plus(reactivation.at());
            StatusRequest request =
                    StatusRequest.byPerson(status, Reactivation.of(reactivation.after(), at), null, "anna");
            ContactState answer = pauses.request(new ContactId(contact), request, epoch);
            return answer.equals(state(contact))
                    ? new CommandOutcome.Nothing()
                    : new CommandOutcome.Refused("another state: " + answer);
        } catch (StaleEpochException e) {
            return new CommandOutcome.Refused("stale");
        } catch (BotOffException e) {
            return new CommandOutcome.Refused("bot off");
        } catch (InvalidValueException e) {
            return refused(e);
        }
    }

    private static CommandOutcome refused(InvalidValueException e) {
        return new CommandOutcome.Refused(e.field());
    }

    CommandOutcome.Permit ask(String contact, String replyId, Long epoch) {
        ReplyPermit permit = permits.ask(new ContactId(contact), replyId, epoch);
        return new CommandOutcome.Permit(
                permit.granted(),
                permit.because() == null ? null : permit.because().word(),
                permit.duplicate(),
                permit.remaining(),
                permit.status());
    }

    ContactState state(String contact) {
        return states.of(new ContactId(contact));
    }

    long epoch(String contact) {
        return state(contact).epoch();
    }

    List<String> instancesOfLiveHolds(String contact) {
        return state(contact).holds().stream().map(Hold::processInstanceId).toList();
    }

    List<String> instances(String named) {
        ContactId contact = states.canonical(new ContactId(named));
        return Stream.concat(Stream.of(contact), aliases.of(contact).stream())
                .flatMap(
                        id -> runtime
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(id.value(), BotPause.PROCESS)
                                .list()
                                .stream())
                .map(ProcessInstance::getId)
                .toList();
    }

    void deleteInstance(String id) {
        runtime.deleteProcessInstance(id, "deleted by hand", true);
    }

    void join(String alias, String contact) {
        aliases.join(new Alias(new ContactId(alias), new ContactId(contact)), "anna");
    }

    void forget(String contact) {
        erasure.forget(new ContactId(contact));
    }

    void settings(BotMode mode, int messageLimit, Duration window) {
        TestSettings.write(settings, new Settings(mode, messageLimit, window));
    }

    @SuppressWarnings("JavaUtilDate") // the type of due dates
    void runDueJobs() {
        List<Job> due;
        do {
            due = management.createJobQuery().processDefinitionKey(BotPause.PROCESS).list().stream()
                    .filter(job -> !job.getDuedate().toInstant().isAfter(now()))
                    .toList();
            due.forEach(job -> management.executeJob(job.getId()));
        } while (!due.isEmpty());
    }

    List<String> contradictions() {
        return Contradictions.in(sql);
    }

    /** Holds whose deadline has passed so long ago. */
    long overdue(Duration late) {
        return sql.sql("select count(*) from bot_hold where until <= :now")
                .param("now", now().minus(late).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
