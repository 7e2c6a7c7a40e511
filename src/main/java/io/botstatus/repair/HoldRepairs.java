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
 * Repairs a contact whose tables an operator has edited: its row, its holds, its history, its count of replies. Each method runs in
 * a transaction and is idempotent.
 *
 * <p>Holds are the truth, as everywhere: the permit that a row refuses is decided by the holds, under the lock. A repair derives
 * the row from them, so it never lets the bot answer where it could not before. Where the row was too permissive, the bot becomes
 * silent again.
 */
final class HoldRepairs {

    /** Clocks of nodes differ a little. A window of replies that begins later than this was edited by hand. */
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
     * Repairs one contact.
     *
     * @param by who requests it, for the history
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

    /** Locks a contact that has holds without a process instance; false if it has none, or none any more. */
    public boolean lockUnkept(ContactId contact) {
        requireTransaction();
        holds.lock(contact);
        return repairs.holds(contact).stream().anyMatch(hold -> hold.processInstanceId() == null);
    }

    /**
     * Moves holds to another process instance. The contacts are locked.
     *
     * @param from null: those without an instance
     * @return the first deadline; empty if they last until released
     */
    public Optional<Instant> adopt(@Nullable String from, String to, List<String> contacts) {
        return repairs.adopt(from, to, contacts.toArray(String[]::new));
    }

    /** Records in the history of each hold of a process instance what the repair corrected. */
    public void note(String processInstanceId, @Nullable String by, String reason) {
        repairs.note(processInstanceId, by, reason, clock.instant());
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A repair needs a transaction that holds the contact's lock.");
        }
    }

    /**
     * The result for a contact.
     *
     * @param changed whether the repair changed anything
     * @param statuses how its status changed by that, for listeners that heard what the row said before
     */
    public record Mended(boolean changed, List<StatusChange> statuses) {}
}
