package io.botstatus.bulk;

/** The names in {@code bpmn/bot-bulk-change.bpmn} that others build on. */
public final class BotBulkChange {

    public static final String PROCESS = "bot-bulk-change";

    /** Only the plugin sends this message. */
    public static final String UNDO_REQUESTED = "bot.bulkUndoRequested";

    /** The change's id, in its own instances and in the instances of {@code bot-pause} that hold its contacts. */
    public static final String BULK_CHANGE_ID = "bulkChangeId";

    /** Whether contacts, or batches to take back, are left. Gateways read it. */
    static final String MORE = "more";

    /** Whether process instances are left that wait for holds which the change has replaced. */
    static final String REPLACED = "replaced";

    private BotBulkChange() {}
}
