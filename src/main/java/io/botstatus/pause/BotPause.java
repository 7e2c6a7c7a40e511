package io.botstatus.pause;

import io.botstatus.engine.StatusChangedEvent;
import io.botstatus.status.KnownCause;

/** The names in {@code bpmn/bot-pause.bpmn} that others build on. */
public final class BotPause {

    public static final String PROCESS = "bot-pause";
    public static final String POLICY = "bot-pause-policy";
    /** Called by other processes: pauses, and goes on when the contact's bot is active again, whoever paused it meanwhile. */
    public static final String PAUSE_AND_WAIT = "bot-pause-and-wait";

    public static final String MANUAL_MESSAGE_SENT = KnownCause.MessageNames.MANUAL_MESSAGE_SENT;
    public static final String WORKFLOW_MESSAGE_SENT = KnownCause.MessageNames.WORKFLOW_MESSAGE_SENT;
    public static final String MESSAGE_LIMIT_REACHED = KnownCause.MessageNames.MESSAGE_LIMIT_REACHED;
    public static final String STATUS_REQUESTED = "bot.statusRequested";
    /** Sent by the plugin alone, to the instance whose last hold is gone. */
    public static final String HOLD_RELEASED = "bot.holdReleased";
    /** Sent by the plugin when a contact's status changes: a signal for flows to start, a message for one that waits. */
    public static final String STATUS_CHANGED = StatusChangedEvent.NAME;

    /** The gateway in front of both places where an instance waits. A version that lacks it cannot be made to wait anew. */
    public static final String BEGINS_TO_WAIT = "gateway_paused";

    /** The BPMN error that a delegate throws for a value it cannot use, where the model catches it. */
    public static final String INVALID_VALUE = "bot.invalidValue";

    private BotPause() {}
}
