package io.botstatus.testkit;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.StatusRequest;
import io.botstatus.reply.ReplyPermit;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A contact of the running test, with the events that a test can cause. {@link BotStatusTests#contact} returns one. */
public final class ContactUnderTest {

    private final ContactId id;
    private final Host host;

    ContactUnderTest(ContactId id, Host host) {
        this.id = id;
        this.host = host;
    }

    /** The contact's id: the business key of its pauses. */
    public String id() {
        return id.value();
    }

    /** Its bot status at the engine's present time, with everything that explains it. {@code assertThat} reads it. */
    public ContactState state() {
        return host.states().of(id);
    }

    /** A person writes to the contact by hand: the message {@code bot.manualMessageSent}, as Camunda's REST API sends it. */
    public ContactUnderTest isWrittenToBy(String person) {
        return isWrittenToBy(person, Map.of());
    }

    /**
     * A person writes to the contact by hand.
     *
     * @param variables further variables of the message for the pause policy, for example the {@code channel}
     */
    public ContactUnderTest isWrittenToBy(String person, Map<String, ?> variables) {
        return happens(BotPause.MANUAL_MESSAGE_SENT, person, variables);
    }

    /** A workflow writes to the contact: the message {@code bot.workflowMessageSent}. */
    public ContactUnderTest isWrittenToByWorkflow(String workflow) {
        return happens(BotPause.WORKFLOW_MESSAGE_SENT, workflow, Map.of());
    }

    /** A person sets the status to active, as in the message composer. */
    public ContactUnderTest isSetActiveBy(String person) {
        return isSet(BotStatus.ACTIVE, new Reactivation.Never(), person);
    }

    /** A person sets the status to inactive, until it is set to active. */
    public ContactUnderTest isSetInactiveBy(String person) {
        return isSet(BotStatus.INACTIVE, new Reactivation.Never(), person);
    }

    /** A person snoozes the bot for a while. */
    public ContactUnderTest isSnoozedBy(String person, Duration reactivateAfter) {
        return isSet(BotStatus.SNOOZED, new Reactivation.After(reactivateAfter), person);
    }

    /** The bot asks whether it may send the contact a reply now. A granted reply counts for the message limit. */
    public ReplyPermit asksForReply() {
        return host.permits().ask(id, UUID.randomUUID().toString(), null);
    }

    private ContactUnderTest happens(String message, String sender, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("sentBy", sender);
        host.engine()
                .getRuntimeService()
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(id.value())
                .setVariables(all)
                .correlate();
        return this;
    }

    private ContactUnderTest isSet(BotStatus status, Reactivation reactivation, String person) {
        host.pauses().request(id, StatusRequest.byPerson(status, reactivation, null, person), null);
        return this;
    }

    @Override
    public String toString() {
        return "contact '" + id + "'";
    }
}
