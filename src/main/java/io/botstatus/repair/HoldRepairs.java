package io.botstatus.repair;

import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactId;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts right what a hand in the tables has left of a contact: its row, its holds, its history, its count of replies. Each method
 * belongs into a transaction and changes nothing the second time.
 *
 * <p>Holds are the truth of who must be silent, here as everywhere: a permit that the row refuses is decided by the holds, under the
 * lock. So a repair, which makes the row say what they say, never lets the bot talk where it could not before; where the row was too
 * free it makes it silent again.
 */
final class HoldRepairs {

    /** Clocks of nodes differ a little; a window of replies that begins later than this was made by hand. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Holds holds;
    private final HoldRepairStore repairs;
    private final BotEvents events;
    private final SettingsStore settings;
    private final Clock clock;

    HoldRepairs(Holds holds, HoldRepairStore repairs, BotEvents events, SettingsStore settings, Clock clock) {
        this.holds = holds;
        this.repairs = repairs;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Mends one contact.
     *
     * @param by who wants it, for the history
     */
    public Mended contact(ContactId contact, @Nullable String by) {
        requireTransaction();
        holds.lock(contact);
        ContactRepair repair = new ContactRepair(
                contact, repairs.row(contact), repairs.holds(contact), repairs.open(contact), by, clock.instant());
        repair.run(holds, events);
        boolean recounted =
                repairs.recount(contact, settings.read().messageLimitWindow(), CLOCKS_DIFFER, clock.instant());
        return repair.mended(recounted);
    }

    /** Locks a contact with holds that no process instance stands for; false if it has none, or none any more. */
    public boolean lockUnkept(ContactId contact) {
        requireTransaction();
        holds.lock(contact);
        return repairs.holds(contact).stream().anyMatch(hold -> hold.processInstanceId() == null);
    }

    /**
     * Hands holds to another process instance. The contacts are locked.
     *
     * @param from null: those that have none
     * @return the first deadline; nothing if they last until released
     */
    public Optional<Instant> adopt(@Nullable String from, String to, List<String> contacts) {
        return repairs.adopt(from, to, contacts.toArray(String[]::new));
    }

    /** Tells in the history of each of its holds what was put right about a process instance. */
    public void note(String processInstanceId, @Nullable String by, String reason) {
        repairs.note(processInstanceId, by, reason, clock.instant());
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A repair needs a transaction that holds the contact's lock.");
        }
    }

    /**
     * What was done to a contact.
     *
     * @param changed whether anything was
     * @param statuses how its status changed by that, for who was told what the row said before
     */
    public record Mended(boolean changed, List<StatusChange> statuses) {}
}
