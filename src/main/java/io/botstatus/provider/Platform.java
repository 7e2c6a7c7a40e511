package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat platform: it authenticates deliveries, and tells the authors of the messages in them. An implementation has a constructor
 * without parameters and is thread-safe.
 */
public interface Platform {

    /** Its name in the property {@code platform} of a connection. */
    String word();

    /** The options of a connection to it, by name, each with its meaning. */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * Checks a connection at the start of the application.
     *
     * @throws InvalidValueException if no delivery could ever be genuine with it
     */
    default void check(Connection connection) {}

    /**
     * Checks that the platform itself has sent a delivery, before any of it is read.
     *
     * @throws UnauthenticException if its signature is missing, wrong or old
     */
    void authenticate(Delivery delivery, Connection connection, Instant now);

    /**
     * The messages in a delivery. Other events, and entries that no one wrote in the conversation, are listed as ignored.
     *
     * @throws InvalidValueException if a deciding field is missing or has a wrong type; it names the field's path
     */
    ReportedMessages read(Delivery delivery, Connection connection);

    /**
     * The answer to a platform's test of the address before it uses it.
     *
     * @return null if the platform makes no test
     * @throws UnauthenticException if the test does not prove its sender
     */
    default @Nullable String handshake(Delivery delivery, Connection connection) {
        return null;
    }
}
