package io.botstatus.engine;

/** The event {@code bot.statusChanged} as models know it: a signal that starts flows, and a message for a flow that waits. */
public final class StatusChangedEvent {

    /** The name of the signal and of the message. */
    public static final String NAME = "bot.statusChanged";

    // Its variables. An instance that waits for the message has the first of them too.
    public static final String CONTACT_ID = "contactId";
    public static final String BOT_STATUS = "botStatus";
    public static final String PREVIOUS_BOT_STATUS = "previousBotStatus";
    public static final String CAUSE = "cause";
    public static final String REACTIVATE_AT = "reactivateAt";

    private StatusChangedEvent() {}
}
