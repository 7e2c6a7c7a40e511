package io.botstatus.server.security.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of time, size and number for the bodies of requests. An incomplete body keeps a thread waiting, so the numbers are counts
 * of threads. The other threads of {@code server.tomcat.threads.max} never wait for a body.
 *
 * @param anonymousTime how long a body may take before the caller is known
 * @param anonymousSize how many bytes it may have; a webhook may have 1 MiB
 * @param anonymousWaiting for how many of them the server waits at once; an eighth of the threads by default
 * @param anonymousPerAddress for how many of one address; a quarter of these by default
 * @param time how long the body of a known caller may take
 * @param waiting for how many of these the server waits at once; a quarter of the threads by default
 */
@ConfigurationProperties("botstatus.bodies")
record BodyProperties(
        @DefaultValue("10s") Duration anonymousTime,
        @DefaultValue("64KB") DataSize anonymousSize,
        @Nullable Integer anonymousWaiting,
        @Nullable Integer anonymousPerAddress,
        @DefaultValue("2m") Duration time,
        @Nullable Integer waiting) {

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException that names the property and what is allowed
     */
    BodyProperties {
        atLeastOne("anonymous-waiting", anonymousWaiting);
        atLeastOne("anonymous-per-address", anonymousPerAddress);
        atLeastOne("waiting", waiting);
        longerThanNothing("anonymous-time", anonymousTime);
        longerThanNothing("time", time);
        if (anonymousSize.toBytes() < 1024 || anonymousSize.toBytes() > 1024 * 1024) {
            throw new IllegalArgumentException("botstatus.bodies.anonymous-size is " + anonymousSize.toBytes()
                    + " bytes. Allowed: 1KB to 1MB; the login form needs less than 1KB.");
        }
    }

    /**
     * The places for bodies that the server waits for.
     *
     * @throws IllegalArgumentException if they leave no thread for other calls
     */
    OpenBodies.Both places(ServerProperties server) {
        int threads = server.getTomcat().getThreads().getMax();
        int anonymous = anonymousWaiting == null ? Math.max(1, threads / 8) : anonymousWaiting;
        int perAddress = anonymousPerAddress == null ? Math.max(1, anonymous / 4) : anonymousPerAddress;
        int known = waiting == null ? Math.max(1, threads / 4) : waiting;
        if (anonymous + known >= threads) {
            throw new IllegalArgumentException(
                    "botstatus.bodies.anonymous-waiting (%d) and botstatus.bodies.waiting (%d) leave none of the %d threads of server.tomcat.threads.max. Allowed: together fewer than the threads."
                            .formatted(anonymous, known, threads));
        }
        return new OpenBodies.Both(new OpenBodies(anonymous, perAddress), new OpenBodies(known, known));
    }

    private static void atLeastOne(String property, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(
                    "botstatus.bodies." + property + " is " + value + ". Allowed: 1 or more.");
        }
    }

    private static void longerThanNothing(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "botstatus.bodies." + property + " is " + value + ". Allowed: a time such as 10s.");
        }
    }
}
