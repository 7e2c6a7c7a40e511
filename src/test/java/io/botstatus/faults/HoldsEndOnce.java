package io.botstatus.faults;

import io.botstatus.faults.Facts.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** In the history each hold begins once and ends once, not before its deadline and soon after it. */
final class HoldsEndOnce implements Checker.Promise {

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        List<String> broken = new ArrayList<>();
        facts.byContact().forEach((contact, events) -> {
            Map<String, Event> live = new HashMap<>();
            for (Event event : events) {
                follow(contact, event, live, broken);
            }
            live.values().stream()
                    .filter(hold -> hold.until() != null && hold.until().isBefore(rules.earliest(facts.at())))
                    .forEach(hold ->
                            broken.add("A hold of " + contact + " has not ended: " + hold + ", now " + facts.at()));
        });
        return broken.stream();
    }

    private static void follow(String contact, Event event, Map<String, Event> live, List<String> broken) {
        Event hold = live.get(event.cause());
        switch (event.type()) {
            case "placed" -> {
                if (hold != null) {
                    broken.add("Placed twice, for " + contact + ": " + event + " over " + hold);
                }
                live.put(event.cause(), event);
            }
            case "extended", "replaced" -> {
                if (hold == null) {
                    broken.add("Nothing was there to be " + event.type() + ", for " + contact + ": " + event);
                }
                live.put(event.cause(), event);
            }
            case "released", "expired" -> {
                if (hold == null) {
                    broken.add("Ended twice, or never begun, for " + contact + ": " + event);
                }
                if (event.type().equals("expired")
                        && (event.until() == null || event.until().isAfter(event.at()))) {
                    broken.add("Ended before its deadline, for " + contact + ": " + event);
                }
                live.remove(event.cause());
            }
            default -> {
                // tells of no hold
            }
        }
    }
}
