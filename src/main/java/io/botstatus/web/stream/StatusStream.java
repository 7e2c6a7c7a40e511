package io.botstatus.web.stream;

import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Hold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The stream of one open panel. It sends the state of one contact and then every change, in order, none twice.
 *
 * <p>A thread with a message puts it into the outbox and goes on. One thread at a time sends from it, so that a panel on a slow
 * connection delays only itself. A panel that is too far behind is disconnected, and continues where it was when it connects again.
 */
final class StatusStream {

    private static final int OUTBOX = 500;
    /** A panel that has missed more gets the state, and the history has the rest. */
    private static final int MOST_MISSED = 250;

    private final ContactId contact;
    private final Instant until;
    private final @Nullable Object caller;
    private final BotEvents events;
    private final ContactStates states;
    private final Clock clock;
    private final SseEmitter emitter;
    private final Executor senders;
    private final Consumer<StatusStream> onEnd;

    private final Deque<Step> outbox = new ArrayDeque<>();
    private boolean sending;
    private boolean over;

    /** The newest event that was sent. Only the sending thread reads and writes it. */
    private long told;

    private volatile long toldEpoch;
    private volatile @Nullable Instant nextDeadline;

    StatusStream(
            Viewer viewer,
            BotEvents events,
            ContactStates states,
            Clock clock,
            SseEmitter emitter,
            Executor senders,
            Consumer<StatusStream> onEnd) {
        this.contact = viewer.contact();
        this.until = viewer.until();
        this.caller = viewer.caller();
        this.events = events;
        this.states = states;
        this.clock = clock;
        this.emitter = emitter;
        this.senders = senders;
        this.onEnd = onEnd;
    }

    ContactId contact() {
        return contact;
    }

    /** The caller whose right may end; null if only time ends the stream. */
    @Nullable
    Object caller() {
        return caller;
    }

    /** Whether its time is over, by the engine's clock. */
    boolean hasExpired(Instant now) {
        return !now.isBefore(until);
    }

    /** The epoch that was sent last. */
    long epoch() {
        return toldEpoch;
    }

    boolean isOver() {
        synchronized (outbox) {
            return over;
        }
    }

    /** Whether a hold that was sent has ended since. The thread that watches the clock calls it. */
    boolean deadlineHasPassed(Instant now) {
        Instant deadline = nextDeadline;
        return deadline != null && !now.isBefore(deadline);
    }

    /**
     * Sends the first message on the thread of the request, together with the answer's headers. Filters add headers while that
     * thread returns through them, and a quicker sender would write them at the same moment.
     */
    void greet() {
        try {
            emitter.send(SseEmitter.event().comment(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is sent before the request's thread has it
        }
    }

    /** Begins, or continues after the event that the panel saw last. */
    void begin(@Nullable Long lastEventId) {
        put(() -> {
            told = events.latest(contact);
            List<BotEvent> missed = List.of();
            if (lastEventId != null && lastEventId < told) {
                missed = events.after(contact, lastEventId, MOST_MISSED + 1);
            }
            ContactState state = states.of(contact);
            if (missed.isEmpty() || missed.size() > MOST_MISSED) {
                send(null, state);
                return;
            }
            for (BotEvent event : missed) {
                send(event, state);
            }
        });
    }

    void changed(BotEvent event) {
        put(() -> {
            if (event.id() > told) {
                send(event, states.of(contact));
            }
        });
    }

    /** Sends the state again, since something other than an event has changed it. */
    void refresh() {
        nextDeadline = null; // computed again with the state
        put(() -> send(null, states.of(contact)));
    }

    /** Shows that the connection is alive, and that the last state is still true. */
    void beat() {
        put(() -> emitter.send(SseEmitter.event().comment("")));
    }

    /** Runs on another thread: a panel that does not read could block the caller. */
    void end() {
        synchronized (outbox) {
            over = true;
            outbox.clear();
        }
        senders.execute(this::complete);
    }

    private void complete() {
        onEnd.accept(this);
        try {
            emitter.complete();
        } catch (IllegalStateException e) {
            // The panel has disconnected at this moment, and the container has ended the stream itself.
        }
    }

    private void send(@Nullable BotEvent change, ContactState state) throws IOException {
        if (change != null) {
            told = change.id();
        }
        toldEpoch = state.epoch();
        nextDeadline = state.holds().stream()
                .map(Hold::until)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        emitter.send(SseEmitter.event()
                .id(Long.toString(told))
                .name("status")
                .data(StatusMessage.of(clock.instant(), state, change), MediaType.APPLICATION_JSON));
    }

    private void put(Step step) {
        synchronized (outbox) {
            if (over) {
                return;
            }
            if (outbox.size() >= OUTBOX) {
                end();
                return;
            }
            outbox.add(step);
            if (sending) {
                return;
            }
            sending = true;
        }
        senders.execute(this::sendAll);
    }

    private void sendAll() {
        for (Step step = next(); step != null; step = next()) {
            try {
                step.take();
            } catch (IOException | RuntimeException e) {
                // The panel or the database is away. The panel connects again and catches up.
                synchronized (outbox) {
                    over = true;
                    outbox.clear();
                }
                complete();
                return;
            }
        }
    }

    private @Nullable Step next() {
        synchronized (outbox) {
            Step next = outbox.poll();
            sending = next != null;
            return next;
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    /**
     * What an open panel may see.
     *
     * @param until when its right ends
     * @param caller whose right it is; null if it ends with the stream's time alone
     */
    record Viewer(
            ContactId contact, Instant until, @Nullable Object caller) {}
}
