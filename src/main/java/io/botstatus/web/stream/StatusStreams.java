package io.botstatus.web.stream;

import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.EventFeed;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * All open panels of this node, and the one thread that polls the history for them, whichever node writes it.
 *
 * <ol>
 *   <li>While a panel is open, the thread polls five times a second, and sends new events to the panels of those contacts. Without
 *       an open panel it does nothing.
 *   <li>The passing of a deadline is no event, and its end is recorded a little later. So the thread also watches the deadlines
 *       that the panels know, and the settings.
 *   <li>Every few seconds, after a poll that succeeded, each panel gets a heartbeat: a panel that misses it knows that its state
 *       may be old. At the same time the thread compares the epochs, since a forgotten contact leaves no event.
 *   <li>Once a second it asks which callers may no longer watch, all at once, and ends their streams. Streams whose time is over
 *       end with the next poll.
 *   <li>If a poll fails, all streams end: no panel may show a state that the node no longer watches. They connect again and catch up.
 * </ol>
 */
public final class StatusStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StatusStreams.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** After this a stream ends, and the panel connects again if it still may. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int LOOKS_PER_QUESTION = 5; // a second
    private static final int LOOKS_PER_BEAT = 25; // five seconds
    /** More than ever work at once, so that panels on dead connections leave some for the others. Idle ones end. */
    private static final int SENDERS = 64;

    /** More than the people who watch one contact, so that a page that opens one stream after the other is stopped. */
    private static final int MOST_OF_A_CONTACT = 200;

    /** Fewer than a server's default connections, so that some are left for everything else. */
    private static final int MOST = 5_000;

    private final EventFeed feed;
    private final BotEvents events;
    private final ContactStates states;
    private final SettingsStore settings;
    private final StreamCallers callers;
    private final Clock clock;

    private final Map<ContactId, Set<StatusStream>> open = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            SENDERS, SENDERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("bot-status-sender-"));
    private final ScheduledExecutorService looker =
            Executors.newSingleThreadScheduledExecutor(threads("bot-status-looker-"));

    /** Where the last poll ended, and the settings that it saw; null without panels. */
    private EventFeed.@Nullable Place place;

    private @Nullable Settings seenSettings;
    private @Nullable ScheduledFuture<?> looking;
    private int looks;
    private volatile boolean running;

    StatusStreams(
            EventFeed feed,
            BotEvents events,
            ContactStates states,
            SettingsStore settings,
            StreamCallers callers,
            Clock clock) {
        this.feed = feed;
        this.events = events;
        this.states = states;
        this.settings = settings;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Opens a stream of one contact's bot status.
     *
     * @param lastEventId the event that the panel saw last; null if it sees the contact for the first time
     * @param right how long the caller may watch at most; null without an end
     * @param caller the caller whose right may end earlier; null if it cannot
     */
    SseEmitter open(ContactId named, @Nullable Long lastEventId, @Nullable Duration right, @Nullable Object caller) {
        ContactId contact = states.canonical(named);
        Duration longest = right != null && right.compareTo(LONGEST) < 0 ? right : LONGEST;
        SseEmitter emitter = new SseEmitter(Math.max(1, longest.toMillis())); // 0 would be no limit at all
        StatusStream stream = new StatusStream(
                new StatusStream.Viewer(
                        contact, right == null ? Instant.MAX : clock.instant().plus(right), caller),
                events,
                states,
                clock,
                emitter,
                senders,
                this::close);
        emitter.onCompletion(() -> close(stream));
        // Without these Spring would answer a second time, on a response that has begun.
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> close(stream));
        stream.greet();
        add(stream, lastEventId);
        return emitter;
    }

    /** How many panels are open. */
    public int size() {
        return open.values().stream().mapToInt(Set::size).sum();
    }

    /**
     * Adds a stream under the lock of the polls. So the first panel reads the place of a poll before its state, and every panel
     * begins before a poll sends it anything.
     */
    private synchronized void add(StatusStream stream, @Nullable Long lastEventId) {
        if (!running) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The server is stopping.");
        }
        if (place == null) {
            place = feed.now();
            seenSettings = settings.read();
        }
        if (open.getOrDefault(stream.contact(), Set.of()).size() >= MOST_OF_A_CONTACT || size() >= MOST) {
            throw new ResponseStatusException(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "There are too many open streams. Allowed: %d for one contact and %d in all, on each node."
                            .formatted(MOST_OF_A_CONTACT, MOST));
        }
        stream.begin(lastEventId);
        open.compute(stream.contact(), (contact, streams) -> {
            Set<StatusStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            all.add(stream);
            return all;
        });
        if (stream.isOver()) {
            close(stream); // it could not even begin
        }
    }

    private void close(StatusStream stream) {
        open.computeIfPresent(stream.contact(), (contact, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    private synchronized void look() {
        if (open.isEmpty() || place == null) {
            place = null;
            return;
        }
        try {
            if (looks++ % LOOKS_PER_QUESTION == 0) {
                endOfCallers();
            }
            endExpired();
            EventFeed.Look look = feed.after(place);
            place = look.next();
            look.events().forEach(this::tell);
            watchSettings();
            watchDeadlines();
            if (looks % LOOKS_PER_BEAT == 0) {
                findForgotten();
                all().forEach(StatusStream::beat);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Cannot read changes of bot status, so all {} open panels are disconnected: {}",
                    size(),
                    e.toString());
            place = null;
            endAll();
        }
    }

    /** Ends streams before anything is sent to them. */
    private void endOfCallers() {
        Set<Object> open = all().stream()
                .map(StatusStream::caller)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!open.isEmpty()) {
            Set<Object> ended = callers.ended(open);
            endThose(stream -> stream.caller() != null && ended.contains(stream.caller()));
        }
    }

    private void endExpired() {
        Instant now = clock.instant();
        endThose(stream -> stream.hasExpired(now));
    }

    private void endThose(Predicate<StatusStream> over) {
        all().stream().filter(over).forEach(StatusStream::end);
    }

    private void tell(BotEvent event) {
        of(event.contact()).forEach(stream -> stream.changed(event));
        if (event.type() == BotEvent.Type.JOINED && event.evidence() != null) {
            // Its panels connect again, and then watch the contact that it stands for.
            List.copyOf(of(new ContactId(event.evidence()))).forEach(StatusStream::end);
        }
    }

    private Set<StatusStream> of(ContactId contact) {
        return open.getOrDefault(contact, Set.of());
    }

    private void watchSettings() {
        Settings now = settings.read();
        if (!now.equals(seenSettings)) {
            seenSettings = now;
            all().forEach(StatusStream::refresh);
        }
    }

    private void watchDeadlines() {
        Instant now = clock.instant();
        all().stream().filter(stream -> stream.deadlineHasPassed(now)).forEach(StatusStream::refresh);
    }

    private void findForgotten() {
        Map<ContactId, Long> epochs = states.epochs(open.keySet());
        all().stream()
                .filter(stream -> epochs.getOrDefault(stream.contact(), 0L) < stream.epoch())
                .forEach(StatusStream::refresh);
    }

    private Collection<StatusStream> all() {
        return open.values().stream().flatMap(Set::stream).toList();
    }

    private void endAll() {
        List.copyOf(all()).forEach(StatusStream::end);
    }

    @Override
    public void start() {
        senders.allowCoreThreadTimeOut(true);
        running = true;
        looking = looker.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs before the web server waits for its requests to end, since streams would not end on their own. */
    @Override
    public void stop() {
        synchronized (this) {
            running = false; // no stream is added from here on
        }
        if (looking != null) {
            looking.cancel(false);
        }
        looker.shutdown();
        endAll();
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static CustomizableThreadFactory threads(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        return threads;
    }
}
