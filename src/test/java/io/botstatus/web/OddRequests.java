package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends invalid requests and checks their effects.
 *
 * <ol>
 *   <li>Each is sent, and its answer checked.
 *   <li>The refused ones are sent once more, each about an unknown contact. They are refused again, and at the end nothing has
 *       changed since before the first of them.
 *   <li>In the end, the contacts of the accepted ones are forgotten.
 * </ol>
 */
final class OddRequests {

    private static final Pattern CONTACT = Pattern.compile("/api/contacts/[^/?]+");

    private final Server server;
    private final SideEffects traces;
    private final BiConsumer<OddRequest, Answer> check;
    private final List<String> unfair = new ArrayList<>();
    private final String contact = newContact();
    private final Set<String> taken = new TreeSet<>();

    /**
     * @param check what every answer has to be
     */
    OddRequests(Server server, SideEffects traces, BiConsumer<OddRequest, Answer> check) {
        this.server = server;
        this.traces = traces;
        this.check = check;
    }

    /** Each of them is a function of the id of the contact that it is about. */
    void send(List<Function<String, OddRequest>> requests) {
        List<Function<String, OddRequest>> refused = new ArrayList<>();
        for (Function<String, OddRequest> request : requests) {
            OddRequest odd = request.apply(contact);
            if (isTaken(odd)) {
                note(odd);
            } else {
                refused.add(request);
            }
        }
        server.defaultSettings();
        SideEffects.Sight before = traces.now();
        refused.forEach(this::isRefusedAgain);
        List<String> changed = traces.now().since(before);
        if (!changed.isEmpty()) {
            unfair.add("Refused, and yet something has changed: " + changed);
            sendOneByOne(refused);
        }
    }

    /** Fails with all wrong answers at once. */
    void wereAnsweredWell() {
        taken.forEach(server::delete);
        assertThat(unfair.stream().limit(50)).isEmpty();
    }

    /** Until the first that changes something. */
    private void sendOneByOne(List<Function<String, OddRequest>> requests) {
        for (Function<String, OddRequest> request : requests) {
            if (changesSomething(request)) {
                return;
            }
        }
    }

    private boolean changesSomething(Function<String, OddRequest> request) {
        SideEffects.Sight before = traces.now();
        OddRequest odd = isRefusedAgain(request);
        List<String> changed = traces.now().since(before);
        if (!changed.isEmpty()) {
            unfair.add("It was this: " + plain(odd.toString()) + ", and " + changed);
        }
        return !changed.isEmpty();
    }

    private OddRequest isRefusedAgain(Function<String, OddRequest> request) {
        OddRequest odd = request.apply(newContact());
        if (isTaken(odd)) {
            unfair.add("Refused at first, then taken: " + plain(odd.toString()));
        }
        return odd;
    }

    private boolean isTaken(OddRequest odd) {
        Answer answer = odd.send(server);
        try {
            check.accept(odd, answer);
        } catch (AssertionError e) {
            unfair.add(plain(String.valueOf(e.getMessage())));
        }
        return answer.code() < 300;
    }

    private void note(OddRequest odd) {
        taken.add("/api/contacts/" + odd.contact());
        Matcher other = CONTACT.matcher(odd.path());
        if (other.lookingAt()) {
            taken.add(other.group());
        }
    }

    /** Makes a text safe for the test reports. */
    private static String plain(String text) {
        return text.substring(0, Math.min(1_500, text.length())).replaceAll("[^ -~]", "?");
    }

    private static String newContact() {
        return "odd-" + UUID.randomUUID();
    }
}
