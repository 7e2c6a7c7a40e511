package io.botstatus.status;

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
public final class HoldRepairs {

    /** Clocks of nodes differ a little; a window of replies that begins later than this was made by hand. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final HoldStore store;
    private final HoldRepairStore repairs;
    private final BotEvents events;
    private final SettingsStore settings;
    private final Clock clock;

    HoldRepairs(HoldStore store, HoldRepairStore repairs, BotEvents events, SettingsStore settings, Clock clock) {
        this.store = store;
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
        store.lock(contact);
        ContactRepair repair = new ContactRepair(
                contact, repairs.row(contact), repairs.holds(contact), repairs.open(contact), by, clock.instant());
        repair.run(store, events);
        boolean recounted =
                repairs.recount(contact, settings.read().messageLimitWindow(), CLOCKS_DIFFER, clock.instant());
        return repair.mended(recounted);
    }

    /** Locks the contacts that have holds of a process instance, at most {@link Batch#MAX_CONTACTS} of them. */
    public List<String> lockContactsOf(String processInstanceId) {
        requireTransaction();
        return store.lockContactsOf(processInstanceId, Batch.MAX_CONTACTS);
    }

    /** Ends the holds of these contacts by a process instance whose deadline has passed. The contacts are locked. */
    public Expiry expire(String processInstanceId, List<String> contacts, @Nullable String by, String reason) {
        Instant now = clock.instant();
        List<StatusChange> ended = contacts.isEmpty()
                ? List.of()
                : store.end(processInstanceId, contacts, now, by, reason, null, now).stream()
                        .map(HoldStore.Ended::change)
                        .toList();
        return store.expiry(processInstanceId, ended);
    }

    /** Locks a contact with holds that no process instance stands for; false if it has none, or none any more. */
    public boolean lockUnkept(ContactId contact) {
        requireTransaction();
        store.lock(contact);
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
