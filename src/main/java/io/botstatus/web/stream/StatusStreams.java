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
 * All open panels of this node, and the one thread that looks for them into the history, whichever node writes it.
 *
 * <ol>
 *   <li>While a panel is open, the thread looks five times a second; what was committed since the last look goes to the panels of
 *       those contacts. While none is open, it does nothing.
 *   <li>The passing of a deadline is no event, and its bookkeeping comes a little later: so the thread also watches the
 *       deadlines that the panels were told of, and the settings.
 *   <li>Every few seconds, after a look that went well, each panel is sent a beat: a panel that misses it knows that it knows
 *       nothing. At the same time the thread compares the epochs, since a contact that was forgotten leaves no event.
 *   <li>Once a second it asks which callers may look no longer, all at once, and ends their streams; those whose time is over it ends
 *       with the next look.
 *   <li>If a look fails, all streams end: no panel may go on showing what nobody watches any more. They come again and are
 *       told what they missed.
 * </ol>
 */
public final class StatusStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StatusStreams.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** Then a stream ends and the panel comes again by itself, if it still may. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int LOOKS_PER_QUESTION = 5; // a second
    private static final int LOOKS_PER_BEAT = 25; // five seconds
    /** More than are ever at work, so that panels on dead lines leave some for the others; they come and go. */
    private static final int SENDERS = 64;

    /** More than people look at one contact, so that a page which opens one after the other stops by itself. */
    private static final int MOST_OF_A_CONTACT = 200;

    /** Fewer than the connections that a server takes by default, so that some are left for everything else. */
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

    /** Where the last look ended, and the settings that it saw; null while nobody looks. */
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
     * @param right how long the caller may look, at most; null if no end is known
     * @param caller whose right it is; null if it cannot be ended before
     */
    SseEmitter open(ContactId contact, @Nullable Long lastEventId, @Nullable Duration right, @Nullable Object caller) {
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
     * Under the lock of the looks: the first panel finds a look's beginning before its state is read, and every panel begins
     * before a look tells it anything.
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
            look.events().forEach(event -> of(event).forEach(stream -> stream.changed(event)));
            watchSettings();
            watchDeadlines();
            if (looks % LOOKS_PER_BEAT == 0) {
                findForgotten();
                all().forEach(StatusStream::beat);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "Can't look for changes of bot status, so all {} open panels are cut off: {}",
                    size(),
                    e.toString());
            place = null;
            endAll();
        }
    }

    /** Before anything is told to them. */
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

    private Set<StatusStream> of(BotEvent event) {
        return open.getOrDefault(event.contact(), Set.of());
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

    /** Before the web server waits for its requests to end: these would not, by themselves. */
    @Override
    public void stop() {
        synchronized (this) {
            running = false; // nobody is added from here on
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
