package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat platform: how its deliveries are known to be genuine, and who wrote the messages in them. A class of this kind needs a
 * constructor without parameters and is thread-safe.
 */
public interface Platform {

    /** What a connection calls it, by its property {@code platform}. */
    String word();

    /** What a connection to it may set besides, in its {@code options}: what each one is, by name. */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * Looks at a connection when the application starts.
     *
     * @throws InvalidValueException if no delivery could ever be genuine with it
     */
    default void check(Connection connection) {}

    /**
     * Passes a delivery that the platform itself has sent, by what it carries and before any of it is read.
     *
     * @throws UnauthenticException if its signature is missing, wrong or old
     */
    void authenticate(Delivery delivery, Connection connection, Instant now);

    /**
     * The messages in a delivery. What is no message, or none that anybody wrote in the conversation, is told apart and ignored.
     *
     * @throws InvalidValueException if a field that decides is missing or is nothing of its kind; it names the field's path
     */
    Reading read(Delivery delivery, Connection connection);

    /**
     * The answer to the question by which a platform tries an address before it uses it.
     *
     * @return null if the platform asks none
     * @throws UnauthenticException if who asks does not know what it must
     */
    default @Nullable String handshake(Delivery delivery, Connection connection) {
        return null;
    }
}
