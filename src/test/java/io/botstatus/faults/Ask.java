package io.botstatus.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is asked of a node.
 *
 * @param contacts one, unless many are changed at once
 * @param id of the message or the reply; of a change, the word in its reason that tells it from all others
 * @param status that is asked for; of messages and permits: null
 * @param lasts how long the pause lasts that this brings about; null: until released
 * @param epoch that the bot saw; null: it does not say
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
        /** Takes back what is left of it. */
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

    /** By a person: goes over whatever is there. */
    boolean isByPerson() {
        return kind == Kind.STATUS || kind == Kind.BULK;
    }

    boolean pauses() {
        return isMessage() || (status != null && !status.equals("active"));
    }

    /** Who wrote the message, under which its event is found. */
    String sentBy() {
        return "by " + id;
    }
}
