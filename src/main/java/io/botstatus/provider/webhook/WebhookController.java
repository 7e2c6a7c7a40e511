package io.botstatus.provider.webhook;

import io.botstatus.identity.Aliases;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.provider.Connection;
import io.botstatus.provider.Connections;
import io.botstatus.provider.Delivery;
import io.botstatus.provider.ReportedMessages;
import io.botstatus.provider.WebhookProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Receives the webhooks of chat platforms.
 *
 * <ol>
 *   <li>It reads the bytes, within limits of size, time and number of deliveries at once.
 *   <li>It checks the signature on these bytes, before anything in them is parsed.
 *   <li>It reads the messages. A wrong field refuses the whole delivery.
 *   <li>It remembers which ids are one person's, as the delivery tells.
 *   <li>It reports all messages in one transaction. If that fails, nothing has happened, and the platform retries. A retry after a
 *       success is recognized by the messages' ids.
 * </ol>
 */
@RestController
@RequestMapping(WebhookProperties.PATH + "/{connection}")
class WebhookController {

    /** A third of a server's default threads; one of them takes a hundred deliveries a second. */
    private static final int AT_ONCE = 64;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Connections connections;
    private final Aliases aliases;
    private final Messages messages;
    private final WebhookResults results;
    private final Clock clock;

    WebhookController(
            Connections connections, Aliases aliases, Messages messages, WebhookResults results, Clock clock) {
        this.connections = connections;
        this.aliases = aliases;
        this.messages = messages;
        this.results = results;
        this.clock = clock;
    }

    /** The answer is 200 and no other 2xx, because some platforms accept nothing else. */
    @PostMapping
    WebhookView take(@PathVariable("connection") String name, HttpServletRequest request) throws IOException {
        return results.told(connections.get(name), () -> {
            if (!places.tryAcquire()) {
                throw new TooBusyException();
            }
            try {
                return take(connection(name), Delivery.of(request));
            } finally {
                places.release();
            }
        });
    }

    private WebhookView take(Connection connection, Delivery delivery) {
        Instant now = clock.instant();
        connection.platform().authenticate(delivery, connection, now);
        ReportedMessages reading = connection.platform().read(delivery, connection);
        List<Message> reported = reading.messages().stream()
                .map(incoming -> connection.message(incoming, now))
                .toList();
        aliases.learn(connection.aliases(reading), connection.name());
        return WebhookView.of(messages.report(reported), reading.ignored());
    }

    /** Also answers HEAD, by which some platforms test an address. */
    @GetMapping
    ResponseEntity<String> tryAddress(@PathVariable("connection") String name, HttpServletRequest request)
            throws IOException {
        Connection connection = connection(name);
        String answer = connection.platform().handshake(Delivery.of(request), connection);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(
                        answer == null
                                ? "Webhooks of " + connection.platform().word() + " are to be posted here."
                                : answer);
    }

    private Connection connection(String name) {
        Connection connection = connections.get(name);
        if (connection == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no connection of this name.");
        }
        return connection;
    }
}
