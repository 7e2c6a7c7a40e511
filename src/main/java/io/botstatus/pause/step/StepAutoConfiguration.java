package io.botstatus.pause.step;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.DecisionVersions;
import io.botstatus.engine.EngineExtension;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.group.CompanionTimers;
import io.botstatus.engine.group.GroupProperties;
import io.botstatus.engine.model.BundledModel;
import io.botstatus.engine.model.BundledModels;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.PauseShortcut;
import io.botstatus.status.Cause;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * The beans of this room, and what the engine is given for the process. Models find delegates and listeners by name; they are no
 * candidates for a host application that asks for one by its type, since it may have a single delegate of its own.
 */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class StepAutoConfiguration {

    @Bean
    @Order(1)
    EngineExtension botPauseEngineExtension(
            ObjectProvider<InstanceSharing> sharings,
            ObjectProvider<Holds> holds,
            ObjectProvider<PauseInstances> instances) {
        PauseEndListener end =
                new PauseEndListener(() -> sharings.orderedStream().toList(), holds::getObject, instances::getObject);
        return new EngineExtension() {
            @Override
            public Map<String, ExecutionListener> endListeners() {
                return Map.of(BotPause.PROCESS, end);
            }

            @Override
            public List<BundledModel> models() {
                return List.of(
                        new BundledModel(BotPause.PROCESS, "bpmn/bot-pause.bpmn"),
                        new BundledModel(BotPause.PAUSE_AND_WAIT, "bpmn/bot-pause-and-wait.bpmn"),
                        new BundledModel(BotPause.POLICY, "bpmn/bot-pause-policy.dmn"));
            }

            @Override
            public Optional<String> frequent() {
                return Optional.of(BotPause.PROCESS);
            }
        };
    }

    @Bean
    Companions botCompanions(
            Holds holds,
            PauseInstances instances,
            BotDatabase database,
            Transactions transactions,
            GroupProperties groups) {
        return new Companions(
                holds,
                instances,
                new CompanionTimers(
                        database.sql(), transactions, groups.enabled(), BotPause.PROCESS, BundledModels.SOURCE));
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readManualMessage(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.MANUAL_MESSAGE, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readWorkflowMessage(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.WORKFLOW_MESSAGE, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readMessageLimit(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.MESSAGE_LIMIT, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readStatusRequest(Holds holds, @Qualifier("botClock") Clock clock) {
        return new ReadStatusRequest(holds, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readPausePolicy(DecisionVersions version, ObjectProvider<PauseShortcut> shortcuts) {
        return new ReadPausePolicy(version, shortcuts.orderedStream().toList());
    }

    @Bean(defaultCandidate = false)
    ExecutionListener noteBotTrigger(Holds holds, PauseInstances instances) {
        return new NoteTrigger(holds, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate placeBotHold(Holds holds, PauseInstances instances, ObjectProvider<InstanceSharing> sharings) {
        return new PlaceBotHold(holds, instances, sharings.orderedStream().toList());
    }

    @Bean(defaultCandidate = false)
    JavaDelegate releaseBotHolds(Holds holds, PauseInstances instances) {
        return new ReleaseBotHolds(holds, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate reactivateContactBot(
            Holds holds,
            PauseInstances instances,
            ObjectProvider<InstanceSharing> sharings,
            Companions companions,
            @Qualifier("botClock") Clock clock) {
        return new ReactivateContactBot(
                holds, instances, sharings.orderedStream().toList(), new EarlyTimers(clock), companions);
    }
}
