package io.botstatus.server.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses passwords. Wrong ones are counted in windows of a minute that begin with the first: 5 for one name from one
 * address, 20 from one address, 100 for one name. Once a count is full, no password is looked at until its window is over.
 *
 * <p>Each node counts for itself, and forgets what it has not seen for longest when there are too many. Safe for many threads.
 */
final class LoginThrottle {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * To be asked before a password is compared.
     *
     * @throws TooManyLoginsException if the answer has to wait
     */
    synchronized void check(String name, String address) {
        Instant now = clock.instant();
        for (Limit limit : Limit.values()) {
            Count count = counts.get(limit.key(name, address));
            if (count != null && count.wrong() >= limit.wrong && now.isBefore(count.until())) {
                throw new TooManyLoginsException(Duration.between(now, count.until()));
            }
        }
    }

    synchronized void failed(String name, String address) {
        Instant now = clock.instant();
        for (Limit limit : Limit.values()) {
            counts.compute(
                    limit.key(name, address),
                    (key, count) -> count == null || !now.isBefore(count.until())
                            ? new Count(1, now.plus(WINDOW))
                            : new Count(count.wrong() + 1, count.until()));
        }
    }

    private enum Limit {
        NAME_FROM_ADDRESS(5),
        ADDRESS(20),
        NAME(100);

        private final int wrong;

        Limit(int wrong) {
            this.wrong = wrong;
        }

        /** A name has at most 200 characters; longer ones share their counts. */
        private String key(String name, String address) {
            String shortened = name.substring(0, Math.min(name.length(), 200));
            return switch (this) {
                case NAME_FROM_ADDRESS -> "both " + address + " " + shortened;
                case ADDRESS -> "address " + address;
                case NAME -> "name " + shortened;
            };
        }
    }

    private record Count(int wrong, Instant until) {}
}
