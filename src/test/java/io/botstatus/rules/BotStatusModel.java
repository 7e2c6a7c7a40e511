package io.botstatus.rules;

import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rules 1 to 11, said a second time and as plainly as they can be: no database, no engine, no threads, no code of the real thing
 * but its words. Deadlines are null where a hold ends only by a release.
 */
final class BotStatusModel {

    static final String MANUAL_MESSAGE = "manual_message";
    static final String WORKFLOW_MESSAGE = "workflow_message";
    static final String MESSAGE_LIMIT = "message_limit";
    static final String MANUAL_CHANGE = "manual_change";
    static final String OPT_OUT = "opt_out";

    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    BotMode mode = BotMode.AUTO_PILOT;
    int messageLimit = 3;
    Duration messageLimitWindow = Duration.ofHours(1);

    private final Map<String, Contact> contacts = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();
    private int versions;

    /** Rule 1: at most one hold per cause. */
    record Hold(String cause, BotStatus status, Instant since, Instant until) {}

    /** The pause policy's answer to a trigger. */
    record Policy(BotStatus pauseAs, Duration after, Instant at, boolean extend, Duration atMost) {

        Instant until(Instant happened, Instant first) {
            Instant until = at == null ? happened.plus(after) : at;
            return atMost != null && first.plus(atMost).isBefore(until) ? first.plus(atMost) : until;
        }
    }

    /** An id that was seen. Of a granted reply: the version of the contact that the grant left behind. */
    private record Seen(boolean byBot, Integer grantedAt) {}

    private record Window(Instant start, int used) {}

    private static final class Contact {
        final Map<String, Hold> holds = new TreeMap<>();
        final Map<String, Seen> seen = new TreeMap<>();
        Window window;
        int version;
        /** A trigger for which the policy places no hold. */
        boolean noted;

        boolean isUnknown() {
            return seen.isEmpty() && version == 0 && !noted;
        }
    }

    // The queries of the model

    /** Rule 2: a hold whose deadline has come is over, even if no timer has fired. */
    List<Hold> holds(String contact) {
        contact(contact).holds.values().removeIf(hold -> hold.until != null && !hold.until.isAfter(now));
        return List.copyOf(contact(contact).holds.values());
    }

    /** Rule 1. */
    BotStatus status(String contact) {
        Set<BotStatus> live = new TreeSet<>();
        holds(contact).forEach(hold -> live.add(hold.status));
        return live.contains(BotStatus.INACTIVE)
                ? BotStatus.INACTIVE
                : live.contains(BotStatus.SNOOZED) ? BotStatus.SNOOZED : BotStatus.ACTIVE;
    }

    /** Rule 1. */
    Instant reactivateAt(String contact) {
        return holds(contact).stream().anyMatch(hold -> hold.until == null)
                ? null
                : holds(contact).stream()
                        .map(Hold::until)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    boolean responding(String contact) {
        return mode == BotMode.AUTO_PILOT && status(contact) == BotStatus.ACTIVE;
    }

    int used(String contact) {
        return windowEndsAt(contact) == null ? 0 : contact(contact).window.used;
    }

    Instant windowEndsAt(String contact) {
        Window window = contact(contact).window;
        Instant end = window == null ? null : window.start.plus(messageLimitWindow);
        return end != null && end.isAfter(now) ? end : null;
    }

    /** Stands for the epoch: another one after every change of a hold, 0 for a contact that was never paused. */
    int version(String contact) {
        return contact(contact).version;
    }

    /** The next deadline of any contact. */
    Optional<Instant> nextDeadline() {
        return contacts.keySet().stream()
                .flatMap(contact -> Stream.concat(
                        holds(contact).stream().map(Hold::until), Stream.ofNullable(windowEndsAt(contact))))
                .filter(until -> until != null)
                .min(Comparator.naturalOrder());
    }

    // The commands of the model

    /** A message by a person or a workflow, or another program's report of a reached limit: rules 3, 8, 9, 10. */
    Effect trigger(String contact, String cause, String messageId, Instant sentAt, Optional<Policy> answer) {
        if (messageId != null && !firstTime(contact, messageId, false)) {
            return Effect.DUPLICATE;
        }
        if (answer.isEmpty()) {
            contact(contact).noted = true;
            return Effect.NONE;
        }
        Policy policy = answer.get();
        Instant happened = sentAt.isAfter(now) ? now : sentAt;
        if (!policy.until(happened, happened).isAfter(now)) {
            return Effect.IGNORED;
        }
        Hold old = hold(contact, cause);
        if (old == null) {
            put(contact, new Hold(cause, policy.pauseAs, happened, policy.until(happened, happened)));
            return Effect.PAUSED;
        }
        boolean harder = old.status == BotStatus.SNOOZED && policy.pauseAs == BotStatus.INACTIVE;
        Instant later = policy.until(happened, old.since);
        boolean longer = old.until != null && later.isAfter(old.until);
        if (!harder && !(policy.extend && longer)) {
            return Effect.NONE;
        }
        put(contact, new Hold(cause, harder ? policy.pauseAs : old.status, old.since, longer ? later : old.until));
        return Effect.EXTENDED;
    }

    /** The contact's own message: never does anything. */
    Effect contactWrote(String contact, String messageId) {
        return firstTime(contact, messageId, false) ? Effect.NONE : Effect.DUPLICATE;
    }

    /** A message of the bot that was sent without a permit: rules 8 to 11. */
    Effect botSent(String contact, String messageId, Instant sentAt) {
        if (!firstTime(contact, messageId, true)) {
            return Effect.DUPLICATE;
        }
        if (!sentAt.plus(messageLimitWindow).isAfter(now)) {
            return Effect.IGNORED;
        }
        // While the limit's hold speaks, no window is open, and none begins.
        boolean limitSpeaks = holds(contact).stream().anyMatch(hold -> hold.cause.equals(MESSAGE_LIMIT));
        return limitSpeaks ? Effect.NONE : count(contact, sentAt.isAfter(now) ? now : sentAt);
    }

    /** "May I send this reply now?": rules 2, 9, 10, 11. */
    CommandOutcome.Permit ask(String contact, String replyId, Integer versionSeen) {
        Seen before = contact(contact).seen.get(replyId);
        if (before != null && before.grantedAt != null) {
            boolean stands = mode == BotMode.AUTO_PILOT && before.grantedAt == version(contact);
            String because = against(contact, before.grantedAt).orElse("epoch_changed");
            return permit(contact, stands ? null : because, true);
        }
        Optional<String> against = against(contact, versionSeen);
        if (against.isPresent()) {
            return permit(contact, against.get(), before != null && before.byBot);
        }
        if (before != null && before.byBot) {
            return permit(contact, null, true); // sent and counted without asking
        }
        if (used(contact) >= messageLimit) { // it was lowered
            limitReached(contact);
            if (status(contact) != BotStatus.ACTIVE) {
                return permit(contact, "message_limit", false);
            }
        }
        int remaining = messageLimit - used(contact) - 1;
        count(contact, now);
        contact(contact).seen.put(replyId, new Seen(true, version(contact)));
        return new CommandOutcome.Permit(true, null, false, remaining, status(contact));
    }

    /** A person or a workflow asks for snoozed or inactive: rules 4, 5, 7, 10. */
    CommandOutcome pause(String contact, String cause, BotStatus status, Instant until) {
        if (until != null && !until.isAfter(now)) {
            return new CommandOutcome.Refused("reactivateAt");
        }
        if (cause.equals(MANUAL_CHANGE)) {
            contact(contact).holds.clear();
        }
        put(contact, new Hold(cause, status, now, until));
        return new CommandOutcome.Result(Effect.PAUSED, Set.of());
    }

    /** A person or a workflow requests active: rules 4, 5, 10, 11. The answer names the kept causes. */
    CommandOutcome activate(String contact, String cause, boolean override) {
        contact(contact).window = null;
        Set<String> kept = new TreeSet<>();
        boolean released = false;
        for (Hold hold : holds(contact)) {
            boolean keeps = hold.cause.equals(MANUAL_CHANGE) || hold.cause.equals(OPT_OUT);
            if (keeps && !override && !cause.equals(MANUAL_CHANGE)) {
                kept.add(hold.cause);
            } else {
                release(contact, hold.cause);
                released = true;
            }
        }
        return new CommandOutcome.Result(released ? Effect.RELEASED : Effect.NONE, kept);
    }

    /** The process instance behind a hold was deleted, and the hold with it. */
    void release(String contact, String cause) {
        contact(contact).holds.remove(cause);
        changed(contact);
    }

    void forget(String contact) {
        String forgotten = canonical(contact);
        contacts.remove(forgotten);
        aliases.values().removeIf(forgotten::equals);
    }

    /** Two contacts turn out to be one: rule 13. */
    void join(String alias, String contact) {
        String from = canonical(alias);
        String to = canonical(contact);
        if (from.equals(to)) {
            return;
        }
        boolean unknown = contact(from).isUnknown();
        for (Hold hold : holds(from)) {
            Hold other = hold(to, hold.cause);
            contact(to).holds.put(hold.cause, other == null ? hold : stricter(hold, other));
        }
        contact(from).seen.forEach(contact(to).seen::putIfAbsent);
        int used = used(from) + used(to);
        List<Instant> starts = Stream.of(from, to)
                .filter(one -> windowEndsAt(one) != null)
                .map(one -> contact(one).window.start)
                .sorted()
                .toList();
        contact(to).window = starts.isEmpty() ? null : new Window(starts.get(0), used);
        contact(to).noted |= contact(from).noted;
        if (!unknown) {
            changed(to);
        }
        contacts.remove(from);
        aliases.replaceAll((id, of) -> of.equals(from) ? to : of);
        aliases.put(from, to);
    }

    private static Hold stricter(Hold one, Hold other) {
        boolean inactive = one.status == BotStatus.INACTIVE || other.status == BotStatus.INACTIVE;
        boolean never = one.until == null || other.until == null;
        return new Hold(
                one.cause,
                inactive ? BotStatus.INACTIVE : BotStatus.SNOOZED,
                one.since.isBefore(other.since) ? one.since : other.since,
                never ? null : one.until.isAfter(other.until) ? one.until : other.until);
    }

    // The common parts of the rules

    private Contact contact(String named) {
        return contacts.computeIfAbsent(canonical(named), id -> new Contact());
    }

    private String canonical(String named) {
        return aliases.getOrDefault(named, named);
    }

    private Hold hold(String contact, String cause) {
        return holds(contact).stream()
                .filter(hold -> hold.cause.equals(cause))
                .findFirst()
                .orElse(null);
    }

    private void put(String contact, Hold hold) {
        contact(contact).holds.put(hold.cause, hold);
        changed(contact);
    }

    private void changed(String contact) {
        contact(contact).version = ++versions;
    }

    /** Rule 9. */
    private boolean firstTime(String contact, String messageId, boolean byBot) {
        return contact(contact).seen.putIfAbsent(messageId, new Seen(byBot, null)) == null;
    }

    /** Rule 11: one reply more, in the window that is open or in a new one. */
    private Effect count(String contact, Instant at) {
        Instant start = windowEndsAt(contact) == null ? at : contact(contact).window.start;
        contact(contact).window = new Window(start, used(contact) + 1);
        return used(contact) < messageLimit ? Effect.NONE : limitReached(contact);
    }

    /** Rule 11: closes the window; from then on the hold speaks. */
    private Effect limitReached(String contact) {
        Instant end = windowEndsAt(contact);
        contact(contact).window = null;
        return trigger(contact, MESSAGE_LIMIT, null, now, Policies.messageLimit(messageLimit, end));
    }

    private Optional<String> against(String contact, Integer versionSeen) {
        if (mode != BotMode.AUTO_PILOT) {
            return Optional.of("mode");
        }
        if (status(contact) != BotStatus.ACTIVE) {
            boolean limitAlone = holds(contact).stream().allMatch(hold -> hold.cause.equals(MESSAGE_LIMIT));
            return Optional.of(limitAlone ? "message_limit" : status(contact).word());
        }
        return versionSeen == null || versionSeen == version(contact) ? Optional.empty() : Optional.of("epoch_changed");
    }

    private CommandOutcome.Permit permit(String contact, String because, boolean duplicate) {
        int remaining = hold(contact, MESSAGE_LIMIT) == null ? Math.max(messageLimit - used(contact), 0) : 0;
        return new CommandOutcome.Permit(because == null, because, duplicate, remaining, status(contact));
    }
}
