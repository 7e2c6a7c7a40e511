package io.botstatus.repair;

import io.botstatus.database.Sql;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Deadline;
import io.botstatus.status.Hold;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repair of one contact, under its lock. Its holds are the truth, and stay as they are:
 *
 * <ol>
 *   <li>The row is derived from the holds.
 *   <li>The history gets the missing events, so that a replay leads to exactly these holds.
 * </ol>
 */
final class ContactRepair {

    private final ContactId contact;
    private final HoldRepairStore.ContactRow row;
    private final List<Hold> holds;
    private final List<BotEvent> open;
    private final @Nullable String by;
    private final Instant now;
    private final BotStatus before;
    private final BotStatus after;
    private boolean changed;

    ContactRepair(
            ContactId contact,
            HoldRepairStore.ContactRow row,
            List<Hold> holds,
            List<BotEvent> open,
            @Nullable String by,
            Instant now) {
        this.contact = contact;
        this.row = row;
        this.holds = holds;
        this.open = open;
        this.by = by;
        this.now = now;
        this.before = row.at(now);
        this.after = BotStatus.of(live());
    }

    void run(Holds holdings, BotEvents events) {
        boolean stale =
                !row.equals(new HoldRepairStore.ContactRow(latest(BotStatus.INACTIVE), latest(BotStatus.SNOOZED)));
        if (stale) {
            holdings.deriveRow(contact);
        }
        boolean toldOfHolds = tellOfHolds(events);
        boolean told = tellOfEnds(events) || toldOfHolds;
        if (stale && !told) {
            Hold about = holds.isEmpty() ? null : holds.get(0);
            write(
                    events,
                    BotEvent.Type.REPAIRED,
                    cause(),
                    about,
                    "Repair: the contact's row did not follow from its holds");
        }
        changed = stale || told;
    }

    private boolean tellOfHolds(BotEvents events) {
        boolean told = false;
        for (Hold hold : holds) {
            Optional<BotEvent> placed = open.stream()
                    .filter(event -> event.cause().equals(hold.cause()))
                    .findFirst();
            if (placed.isEmpty()) {
                write(events, BotEvent.Type.PLACED, hold.cause(), hold, "Repair: the history lacked this hold");
            } else if (!Objects.equals(placed.get().until(), hold.until())) {
                write(events, BotEvent.Type.REPLACED, hold.cause(), hold, "Repair: the hold was changed by hand");
            } else {
                continue;
            }
            told = true;
        }
        return told;
    }

    private boolean tellOfEnds(BotEvents events) {
        boolean told = false;
        for (BotEvent event : open) {
            if (holds.stream().noneMatch(hold -> hold.cause().equals(event.cause()))) {
                Hold gone = new Hold(
                        event.cause(),
                        BotStatus.SNOOZED,
                        event.at(),
                        event.until(),
                        event.reason(),
                        event.setBy(),
                        event.processInstanceId());
                BotEvent.Type type = gone.isLive(now) ? BotEvent.Type.RELEASED : BotEvent.Type.EXPIRED;
                write(events, type, event.cause(), gone, "Repair: the hold was gone");
                told = true;
            }
        }
        return told;
    }

    private void write(BotEvents events, BotEvent.Type type, Cause cause, @Nullable Hold hold, String reason) {
        String instance = hold == null ? null : hold.processInstanceId();
        events.write(type, now, change(cause), hold, by, reason, new Origin(instance, null, null));
    }

    HoldRepairs.Mended mended(boolean recounted) {
        return new HoldRepairs.Mended(changed || recounted, before == after ? List.of() : List.of(change(cause())));
    }

    private StatusChange change(Cause cause) {
        return new StatusChange(contact, cause, before, after, Deadline.ofContact(live()));
    }

    /** The cause of a change that concerns no single hold. */
    private Cause cause() {
        return holds.isEmpty()
                ? open.isEmpty() ? Cause.MANUAL_CHANGE : open.get(0).cause()
                : holds.get(0).cause();
    }

    private List<Hold> live() {
        return holds.stream().filter(hold -> hold.isLive(now)).toList();
    }

    /** The latest deadline, as a contact's row has it. */
    private Instant latest(BotStatus status) {
        return holds.stream()
                .filter(hold -> hold.status() == status)
                .map(hold -> hold.until() == null ? Sql.NEVER : hold.until())
                .reduce(Sql.ALWAYS_OVER, (a, b) -> b.isAfter(a) ? b : a);
    }
}
