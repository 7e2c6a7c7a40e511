package io.botstatus.faults;

import io.botstatus.faults.Ask.Kind;
import io.botstatus.faults.Facts.Event;
import io.botstatus.faults.Recorded.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every acknowledged change is there, exactly once, however often it was requested, and no refused one is. */
final class NothingIsLost implements Checker.Promise {

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        Map<String, Long> byPerson = facts.events().stream()
                .filter(Event::pauses)
                .filter(event -> event.setBy() != null)
                .collect(Collectors.groupingBy(event -> event.contact() + " " + event.setBy(), Collectors.counting()));
        Map<String, Long> byReason = facts.events().stream()
                .filter(event -> event.type().equals("placed") || event.type().equals("replaced"))
                .filter(event -> event.reason() != null)
                .collect(Collectors.groupingBy(event -> event.contact() + " " + event.reason(), Collectors.counting()));
        Map<String, Long> released = facts.events().stream()
                .filter(event -> event.type().equals("released") && event.reason() != null)
                .collect(Collectors.groupingBy(
                        event -> event.contact() + " " + event.cause() + " " + event.reason(), Collectors.counting()));
        Set<String> seen = new HashSet<>();
        facts.messages().forEach(message -> {
            seen.add(message.contact() + " " + message.id());
            if (message.granted()) {
                seen.add(message.contact() + " granted " + message.id());
            }
        });
        List<String> broken = new ArrayList<>();
        released.forEach((what, count) -> {
            if (count > 1) {
                broken.add("Released " + count + " times by one request: " + what);
            }
        });
        recorded.stream()
                .collect(Collectors.groupingBy(one -> one.ask().kind() + " "
                        + one.ask().contacts() + one.ask().id()))
                .values()
                .forEach(attempts -> {
                    Ask ask = attempts.get(0).ask();
                    for (String contact : ask.contacts()) {
                        if (ask.kind() == Kind.PERMIT) {
                            permit(contact, attempts, seen, broken);
                        } else if (ask.isMessage()) {
                            message(
                                    contact,
                                    attempts,
                                    byPerson.getOrDefault(contact + " " + ask.sentBy(), 0L),
                                    seen,
                                    broken);
                        } else if (ask.pauses()) {
                            change(contact, attempts, byReason.getOrDefault(contact + " " + ask.id(), 0L), broken);
                        }
                    }
                });
        return broken.stream();
    }

    private static void permit(String contact, List<Recorded> attempts, Set<String> seen, List<String> broken) {
        List<Recorded> granted = attempts.stream()
                .filter(Recorded::isGranted)
                .filter(permit -> !permit.answer().duplicate())
                .toList();
        boolean there =
                seen.contains(contact + " granted " + attempts.get(0).ask().id());
        if (attempts.stream().anyMatch(Recorded::isGranted) && !there) {
            broken.add("A reply that was granted to " + contact + " is lost: " + attempts);
        }
        if (granted.size() > 1) {
            broken.add("One reply to " + contact + " was granted and counted " + granted.size() + " times: " + granted);
        }
        if (there && attempts.stream().noneMatch(one -> one.isGranted() || one.outcome() == Outcome.UNKNOWN)) {
            broken.add("A reply that was refused to " + contact + " is counted: " + attempts);
        }
    }

    private static void message(
            String contact, List<Recorded> attempts, long events, Set<String> seen, List<String> broken) {
        String id = attempts.get(0).ask().id();
        List<Recorded> acknowledged =
                attempts.stream().filter(Recorded::isAcknowledged).toList();
        List<Recorded> news =
                acknowledged.stream().filter(one -> !one.answer().duplicate()).toList();
        if (!acknowledged.isEmpty() && !seen.contains(contact + " " + id)) {
            broken.add("A message to " + contact + " that was acknowledged is lost: " + acknowledged);
        }
        if (news.size() > 1) {
            broken.add("One message to " + contact + " was taken for news " + news.size() + " times: " + news);
        }
        if (events > 1) {
            broken.add("One message to " + contact + " has " + events + " events: " + attempts);
        }
        if (news.stream().anyMatch(Recorded::hasPaused) && events == 0) {
            broken.add("The event of a message to " + contact + " that was acknowledged is lost: " + news);
        }
        if (acknowledged.size() == attempts.size() && news.isEmpty()) {
            broken.add("A message to " + contact + " was called a duplicate and never was news: " + attempts);
        }
        if (attempts.stream().allMatch(one -> one.outcome() == Outcome.REFUSED) && events > 0) {
            broken.add("A message to " + contact + " that was refused has an event: " + attempts);
        }
    }

    private static void change(String contact, List<Recorded> attempts, long events, List<String> broken) {
        if (events > 1) {
            broken.add("One change of " + contact + " has " + events + " events: " + attempts);
        }
        for (Recorded attempt : attempts) {
            if (attempt.hasPaused() && events == 0) {
                broken.add("A change of " + contact + " that was acknowledged is lost: " + attempt);
            }
            if (attempt.outcome() == Outcome.REFUSED && events > 0) {
                broken.add("A change of " + contact + " that was refused has an event: " + attempt);
            }
        }
    }
}
