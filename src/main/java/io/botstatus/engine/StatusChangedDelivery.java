package io.botstatus.engine;

import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** The job that delivers one status change to one listener. */
final class StatusChangedDelivery implements JobHandler<StatusChangedDelivery.Content> {

    static final String TYPE = "bot-status-changed";

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(
            Content content, @Nullable ExecutionEntity execution, CommandContext command, @Nullable String tenantId) {
        EventSubscriptionEntity listener =
                command.getEventSubscriptionManager().findEventSubscriptionById(content.listener());
        if (listener == null) {
            listener = execution == null
                    ? newerVersion(content, tenantId, command)
                    : waitingAgain(execution, content.activity(), command);
        }
        // The listener is gone if it has ended, waits for another event now, or was undeployed.
        if (listener != null) {
            listener.eventReceived(content.variables(), null, null, content.contact(), false);
        }
    }

    /** The listener in a newer version of the flow, deployed meanwhile, perhaps because the older version has failed. */
    private static @Nullable EventSubscriptionEntity newerVersion(
            Content content, @Nullable String tenantId, CommandContext command) {
        return command
                .getEventSubscriptionManager()
                .findSignalEventSubscriptionsByEventName(StatusChangedEvent.NAME)
                .stream()
                .filter(start -> start.getExecutionId() == null
                        && Objects.equals(start.getTenantId(), tenantId)
                        && start.getProcessDefinition().getKey().equals(content.process()))
                .findFirst()
                .orElse(null);
    }

    /**
     * The new subscription of a flow that waits in a loop. If two changes came close together, the first delivery has used up the
     * subscription of the second.
     */
    private static @Nullable EventSubscriptionEntity waitingAgain(
            ExecutionEntity instance, String activity, CommandContext command) {
        return command
                .getProcessEngineConfiguration()
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .processInstanceId(instance.getProcessInstanceId())
                .eventName(StatusChangedEvent.NAME)
                .activityId(activity)
                .list()
                .stream()
                .findFirst()
                .map(found -> command.getEventSubscriptionManager().findEventSubscriptionById(found.getId()))
                .orElse(null);
    }

    @Override
    public Content newConfiguration(String text) {
        return Content.parse(text);
    }

    @Override
    public void onDelete(Content content, @Nullable JobEntity job) {
        // The job has no data outside itself.
    }

    /** The values of the job, one to a line. None of them can contain a line break. */
    record Content(
            String listener,
            String process,
            String activity,
            String status,
            String previous,
            String cause,
            String reactivateAt,
            String contact)
            implements JobHandlerConfiguration {

        static Content of(EventSubscriptionEntity listener, StatusChange change) {
            return new Content(
                    listener.getId(),
                    listener.getProcessDefinition().getKey(),
                    listener.getActivityId(),
                    change.after().word(),
                    change.before().word(),
                    change.cause().word(),
                    change.reactivateAt() == null ? "" : change.reactivateAt().toString(),
                    change.contact().value());
        }

        static Content parse(String text) {
            List<String> lines = text.lines().toList();
            return new Content(
                    lines.get(0),
                    lines.get(1),
                    lines.get(2),
                    lines.get(3),
                    lines.get(4),
                    lines.get(5),
                    lines.get(6),
                    lines.get(7));
        }

        @Override
        public String toCanonicalString() {
            return String.join("\n", listener, process, activity, status, previous, cause, reactivateAt, contact);
        }

        VariableMap variables() {
            return Variables.createVariables()
                    .putValue(StatusChangedEvent.CONTACT_ID, contact)
                    .putValue(StatusChangedEvent.BOT_STATUS, status)
                    .putValue(StatusChangedEvent.PREVIOUS_BOT_STATUS, previous)
                    .putValue(StatusChangedEvent.CAUSE, cause)
                    .putValue(
                            StatusChangedEvent.REACTIVATE_AT,
                            reactivateAt.isEmpty() ? null : TimerDates.of(Instant.parse(reactivateAt)));
        }
    }
}
