package io.botstatus.faults;

import io.botstatus.faults.Recorded.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In no span of time are more replies granted than its windows hold. Windows of one contact do not overlap, and a new one begins
 * early only when the hold of the limit is released or the status is set. So a span has at most as many windows as fit into it, the
 * one that it begins in, and one for each such change.
 *
 * <p>The database's rows are counted, so a grant whose answer was lost counts too. A reply counts from its request, and may have
 * waited since then for the end of the window before. A window can be shorter by that time at most. If the waiting time is unknown,
 * the check passes.
 */
final class TheLimitIsKept implements Checker.Promise {

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        Map<String, List<Facts.Message>> granted = facts.messages().stream()
                .filter(Facts.Message::granted)
                .sorted(Comparator.comparing(Facts.Message::seenAt))
                .collect(Collectors.groupingBy(Facts.Message::contact));
        List<String> broken = new ArrayList<>();
        granted.forEach((contact, replies) -> {
            List<Recorded> fresh = recorded.stream()
                    .filter(one -> one.outcome() != Outcome.REFUSED && one.ask().status() != null)
                    .filter(one -> one.ask().contacts().contains(contact))
                    .toList();
            overshot(contact, replies, waits(contact, recorded), fresh, rules, broken);
            if (fresh.isEmpty()) {
                reachedOnce(contact, replies, facts, rules, broken);
            }
        });
        return broken.stream();
    }

    /** How long each reply waited at most for its grant, whose answer is known. */
    private static Map<String, Duration> waits(String contact, List<Recorded> recorded) {
        return recorded.stream()
                .filter(one -> one.isGranted() && !one.answer().duplicate())
                .filter(one -> one.ask().contact().equals(contact))
                .collect(Collectors.toMap(
                        one -> one.ask().id(),
                        one -> Duration.between(one.sent(), one.answered()),
                        (one, other) -> one));
    }

    private static void overshot(
            String contact,
            List<Facts.Message> replies,
            Map<String, Duration> waits,
            List<Recorded> fresh,
            Rules rules,
            List<String> broken) {
        for (int first = 0; first < replies.size(); first++) {
            Duration longest = Duration.ZERO;
            for (int last = first; last < replies.size(); last++) {
                Duration wait = waits.getOrDefault(replies.get(last).id(), rules.window());
                longest = wait.compareTo(longest) > 0 ? wait : longest;
                if (longest.compareTo(rules.window()) >= 0) {
                    break;
                }
                long windows = windows(replies, first, last, longest, fresh, rules);
                int count = last - first + 1;
                if (count > rules.limit() * windows) {
                    broken.add("The limit is overshot for " + contact + ": " + count + " replies from "
                            + replies.get(first).seenAt() + " to "
                            + replies.get(last).seenAt() + ", in at most " + windows + " windows of " + rules.limit());
                    return;
                }
            }
        }
    }

    private static long windows(
            List<Facts.Message> replies, int first, int last, Duration wait, List<Recorded> fresh, Rules rules) {
        Instant from = rules.earliest(rules.earliest(replies.get(first).seenAt()));
        Instant to = rules.latest(rules.latest(replies.get(last).seenAt())).plus(wait);
        long early = fresh.stream()
                .filter(one -> one.sent().isBefore(to) && one.end().isAfter(from))
                .count();
        long fit = Duration.between(from, to).toMillis()
                / rules.window().minus(wait).toMillis();
        return fit + (first == 0 ? 1 : 2) + early;
    }

    /** Within the first window, and without another change: the last reply that it holds pauses the bot. */
    private static void reachedOnce(
            String contact, List<Facts.Message> replies, Facts facts, Rules rules, List<String> broken) {
        Instant first = replies.get(0).seenAt();
        Instant last = replies.get(replies.size() - 1).seenAt();
        if (rules.latest(rules.latest(last))
                .isAfter(rules.earliest(rules.earliest(first)).plus(rules.window()))) {
            return;
        }
        long events = facts.events(contact).stream()
                .filter(event ->
                        event.cause().equals("message_limit") && event.type().equals("placed"))
                .count();
        long expected = replies.size() == rules.limit() ? 1 : 0;
        if (replies.size() <= rules.limit() && events != expected) {
            broken.add("The limit of " + rules.limit() + " has paused " + contact + " " + events + " times after "
                    + replies.size() + " replies");
        }
    }
}
