package io.botstatus.server.security.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guesses at passwords. It counts wrong ones in windows of a minute, which begin with the first.
 *
 * <ol>
 *   <li>After {@value #OF_ONE} for one name from one address, no password of that name from there is compared until the minute is
 *       over.
 *   <li>After {@value #FROM_ADDRESS} from one address for any names, or {@value #OF_NAME} for one name from any addresses, one
 *       wrong password is enough for that.
 * </ol>
 *
 * <p>So neither many names from one proxy nor many addresses lock a person out: the first password for a name from an address in a
 * minute is always compared.
 *
 * <p>Each node counts alone and keeps {@value #REMEMBERED} counts of each kind at most, and drops the one not seen for longest.
 * Safe for many threads.
 */
public final class LoginThrottle {

    static final int OF_ONE = 5;
    static final int FROM_ADDRESS = 100;
    static final int OF_NAME = 100;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 200; // longer ones share their counts

    private final Clock clock;
    private final Map<Kind, Counts> counts = new EnumMap<>(Kind.class);

    public LoginThrottle(Clock clock) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new Counts());
        }
    }

    /**
     * Call this before a password is compared.
     *
     * @throws TooManyLoginsException if the password has to wait
     */
    synchronized void check(String name, String address) {
        Instant now = clock.instant();
        Count one = count(Kind.BOTH, name, address, now);
        if (one == null) {
            return;
        }
        boolean attacked = isFull(count(Kind.ADDRESS, name, address, now), FROM_ADDRESS)
                || isFull(count(Kind.NAME, name, address, now), OF_NAME);
        if (attacked || isFull(one, OF_ONE)) {
            throw new TooManyLoginsException(Duration.between(now, one.until()));
        }
    }

    synchronized void failed(String name, String address) {
        Instant now = clock.instant();
        counts.forEach((kind, known) -> known.compute(
                kind.key(name, address),
                (key, count) -> count == null || !now.isBefore(count.until())
                        ? new Count(1, now.plus(WINDOW))
                        : new Count(count.wrong() + 1, count.until())));
    }

    private @Nullable Count count(Kind kind, String name, String address, Instant now) {
        Counts known = counts.get(kind);
        Count count = known == null ? null : known.get(kind.key(name, address));
        return count == null || !now.isBefore(count.until()) ? null : count;
    }

    private static boolean isFull(@Nullable Count count, int most) {
        return count != null && count.wrong() >= most;
    }

    private enum Kind {
        BOTH,
        ADDRESS,
        NAME;

        private String key(String name, String address) {
            String shortened = name.substring(0, Math.min(name.length(), LONGEST_NAME));
            return switch (this) {
                case BOTH -> address + " " + shortened;
                case ADDRESS -> address;
                case NAME -> shortened;
            };
        }
    }

    /** Each kind has its own counts, so that guesses at many names do not push out the count of an address. */
    private static final class Counts extends LinkedHashMap<String, Count> {

        private static final long serialVersionUID = 1L;

        private Counts() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    }

    private record Count(int wrong, Instant until) {}
}
