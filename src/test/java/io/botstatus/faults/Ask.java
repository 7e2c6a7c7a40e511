package io.botstatus.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A request to a node.
 *
 * @param contacts one, unless many are changed at once
 * @param id of the message or the reply; for a change, a unique word in its reason
 * @param status the requested status; null for messages and permits
 * @param lasts how long the requested pause lasts; null: until released
 * @param epoch the epoch that the bot or the person saw; null: they do not say
 * @param sentAt when the message was written; null: now
 */
record Ask(Kind kind, List<String> contacts, String id, String status, Duration lasts, Long epoch, Instant sentAt) {

    enum Kind {
        /** A person sets the status. */
        STATUS,
        /** A person has written. */
        MESSAGE,
        /** May the bot send this reply? */
        PERMIT,
        /** A workflow has written, over the engine's REST API. */
        WORKFLOW_MESSAGE,
        /** A workflow sets the status, over the engine's REST API. */
        WORKFLOW_STATUS,
        /** A person sets the status of many. */
        BULK,
        /** Undoes the rest of a bulk change. */
        UNDO
    }

    static Ask status(String contact, String id, String status, Duration lasts) {
        return new Ask(Kind.STATUS, List.of(contact), id, status, lasts, null, null);
    }

    static Ask message(Kind kind, String contact, String id, Duration lasts, Instant sentAt) {
        return new Ask(kind, List.of(contact), id, null, lasts, null, sentAt);
    }

    static Ask permit(String contact, String id, Long epoch) {
        return new Ask(Kind.PERMIT, List.of(contact), id, null, null, epoch, null);
    }

    static Ask workflowStatus(String contact, String id, String status, Duration lasts) {
        return new Ask(Kind.WORKFLOW_STATUS, List.of(contact), id, status, lasts, null, null);
    }

    static Ask bulk(List<String> contacts, String id, String status, Duration lasts) {
        return new Ask(Kind.BULK, contacts, id, status, lasts, null, null);
    }

    static Ask undo(List<String> contacts, String change) {
        return new Ask(Kind.UNDO, contacts, change, "active", null, null, null);
    }

    /** The same, if the epoch is still this one; null: whatever it is. */
    Ask at(Long seen) {
        return new Ask(kind, contacts, id, status, lasts, seen, sentAt);
    }

    String contact() {
        return contacts.get(0);
    }

    boolean isMessage() {
        return kind == Kind.MESSAGE || kind == Kind.WORKFLOW_MESSAGE;
    }

    /** Has an id under which it may be asked again without a second effect. */
    boolean isRepeatable() {
        return isMessage() || kind == Kind.PERMIT;
    }

    /** Whether a person requests it, which replaces every hold. */
    boolean isByPerson() {
        return kind == Kind.STATUS || kind == Kind.BULK;
    }

    boolean pauses() {
        return isMessage() || (status != null && !status.equals("active"));
    }

    /** The author of the message, by which its event is found. */
    String sentBy() {
        return "by " + id;
    }
}
