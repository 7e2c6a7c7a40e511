package io.botstatus.pause;

import io.botstatus.engine.StatusChangedEvent;
import io.botstatus.status.KnownCause;

/** The names in {@code bpmn/bot-pause.bpmn} that others build on. */
public final class BotPause {

    public static final String PROCESS = "bot-pause";
    public static final String POLICY = "bot-pause-policy";
    /**
     * The process for call activities: it pauses, and continues when the contact's bot is active again, also after later pauses.
     */
    public static final String PAUSE_AND_WAIT = "bot-pause-and-wait";

    public static final String MANUAL_MESSAGE_SENT = KnownCause.MessageNames.MANUAL_MESSAGE_SENT;
    public static final String WORKFLOW_MESSAGE_SENT = KnownCause.MessageNames.WORKFLOW_MESSAGE_SENT;
    public static final String MESSAGE_LIMIT_REACHED = KnownCause.MessageNames.MESSAGE_LIMIT_REACHED;
    public static final String STATUS_REQUESTED = "bot.statusRequested";
    /** Only the plugin sends this message, to the instance whose last hold is gone. */
    public static final String HOLD_RELEASED = "bot.holdReleased";
    /**
     * The plugin sends it when a contact's status changes: as a signal that starts flows, and as a message to a flow that waits.
     */
    public static final String STATUS_CHANGED = StatusChangedEvent.NAME;

    /**
     * The gateway before both places where an instance waits. A repair cannot make an instance wait again in a version without it.
     */
    public static final String BEGINS_TO_WAIT = "gateway_paused";

    /** The BPMN error that a delegate throws for a value it cannot use, where the model catches it. */
    public static final String INVALID_VALUE = "bot.invalidValue";

    private BotPause() {}
}
