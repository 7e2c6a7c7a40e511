package io.botstatus.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.Sampled;
import io.botstatus.Samples;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.hold.Reactivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A bulk change does to each contact what the same request does to one: tried on contacts in every state that random triggers and
 * requests bring about, with deadlines that have passed unnoticed.
 */
class BulkLikeOneByOneTest extends PauseScenario {

    private static final int CONTACTS = Samples.of(8, 25);

    @Autowired
    BulkChanges bulk;

    @Autowired
    Transactions transactions;

    static Stream<StatusRequest> requests() {
        Reactivation never = new Reactivation.Never();
        return Stream.of(
                request(BotStatus.SNOOZED, after("PT30M"), Cause.MANUAL_CHANGE, false),
                request(BotStatus.INACTIVE, never, Cause.MANUAL_CHANGE, false),
                request(BotStatus.ACTIVE, never, Cause.MANUAL_CHANGE, false),
                request(BotStatus.SNOOZED, after("PT5H"), Cause.WORKFLOW_ACTION, false),
                request(BotStatus.INACTIVE, never, Cause.OPT_OUT, false),
                request(BotStatus.INACTIVE, after("PT1H"), new Cause("campaign"), true),
                request(BotStatus.ACTIVE, never, Cause.WORKFLOW_ACTION, false),
                request(BotStatus.ACTIVE, never, Cause.WORKFLOW_ACTION, true));
    }

    private static StatusRequest request(BotStatus status, Reactivation reactivation, Cause cause, boolean override) {
        return new StatusRequest(status, reactivation, "why not", "ben", cause, override);
    }

    @Sampled
    @ParameterizedTest
    @MethodSource("requests")
    void theSameHoldsAndTheSameHistory(StatusRequest request) {
        List<ContactId> together = new ArrayList<>();
        List<ContactId> single = new ArrayList<>();
        for (int n = 0; n < CONTACTS; n++) {
            ContactId one = new ContactId(contact.value() + " single " + n);
            ContactId other = new ContactId(contact.value() + " bulk " + n);
            single.add(one);
            together.add(other);
            timeIs(START);
            happens(one, new Random(n));
            timeIs(START);
            happens(other, new Random(n));
        }
        timeIs(START.plusSeconds(7200));

        single.forEach(one -> requestFor(one, request));
        bulk.change(request, new Selection.Listed(together));

        for (int n = 0; n < CONTACTS; n++) {
            assertThat(story(together.get(n))).as("seed %d", n).isEqualTo(story(single.get(n)));
            assertThat(state(together.get(n))).as("seed %d", n).isEqualTo(state(single.get(n)));
        }
    }

    /** Within the two hours before the request, some of it over by then. */
    private void happens(ContactId one, Random random) {
        int steps = random.nextInt(6);
        for (int step = 0; step < steps; step++) {
            passes("PT" + random.nextInt(1, 20) + "M");
            Cause cause = List.of(Cause.WORKFLOW_ACTION, Cause.OPT_OUT, new Cause("campaign"), Cause.MANUAL_CHANGE)
                    .get(random.nextInt(4));
            String after = "PT" + random.nextInt(20, 240) + "M";
            switch (random.nextInt(5)) {
                case 0 -> pauses.report(new Trigger(one, Cause.MANUAL_MESSAGE, null, null, "anna", now(), Map.of()));
                case 1 -> pauses.report(new Trigger(one, Cause.WORKFLOW_MESSAGE, null, null, null, now(), Map.of()));
                case 2 -> permits.ask(one, "reply " + step, null);
                case 3 -> requestFor(one, request(BotStatus.SNOOZED, after(after), cause, false));
                default ->
                    requestFor(
                            one,
                            request(
                                    BotStatus.INACTIVE,
                                    random.nextBoolean() ? after(after) : new Reactivation.Never(),
                                    cause,
                                    false));
            }
        }
    }

    private void requestFor(ContactId one, StatusRequest request) {
        transactions.run(() -> pauses.ask(one, request));
    }

    private List<Told> story(ContactId one) {
        return events.before(one, Long.MAX_VALUE, 100).stream().map(Told::of).toList();
    }

    private Stood state(ContactId one) {
        ContactState state = states.of(one);
        return new Stood(
                state.status(),
                String.valueOf(state.reactivateAt()),
                state.replies().used(),
                state.epoch() > 0,
                state.holds().stream()
                        .map(hold -> hold.cause() + " " + hold.status() + " " + hold.since() + " " + hold.until() + " "
                                + hold.reason() + " " + hold.setBy())
                        .toList());
    }

    private record Stood(BotStatus status, String reactivateAt, int replies, boolean epoch, List<String> holds) {}

    private record Told(
            BotEvent.Type type,
            Cause cause,
            BotStatus before,
            BotStatus after,
            String at,
            String until,
            @Nullable String by,
            @Nullable String reason) {

        static Told of(BotEvent event) {
            return new Told(
                    event.type(),
                    event.cause(),
                    event.before(),
                    event.after(),
                    event.at().toString(),
                    String.valueOf(event.until()),
                    event.setBy(),
                    event.reason());
        }
    }
}
