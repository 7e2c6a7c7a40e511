package io.botstatus.provider.webhook;

import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.provider.Connection;
import io.botstatus.provider.Connections;
import io.botstatus.provider.Delivery;
import io.botstatus.provider.Reading;
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
 * Takes the webhooks of chat platforms.
 *
 * <ol>
 *   <li>The bytes are read, as many as a webhook may have and for as long as it may take, of so many deliveries at once.
 *   <li>The signature is checked on these bytes, before anything in them is looked at.
 *   <li>The messages are read. What a field has wrong refuses the whole delivery.
 *   <li>All messages are reported in one transaction. If it fails, nothing has happened, and the platform sends it again; what
 *       is sent again though it had happened is known by the messages' ids.
 * </ol>
 */
@RestController
@RequestMapping(WebhookProperties.PATH + "/{connection}")
class WebhookController {

    /** A third of the threads that a server has by default; one of them takes a hundred deliveries a second. */
    private static final int AT_ONCE = 64;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Connections connections;
    private final Messages messages;
    private final WebhookResults results;
    private final Clock clock;

    WebhookController(Connections connections, Messages messages, WebhookResults results, Clock clock) {
        this.connections = connections;
        this.messages = messages;
        this.results = results;
        this.clock = clock;
    }

    /** The answer is 200 and no other 2xx: some platforms take nothing else for a yes. */
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
        Reading reading = connection.platform().read(delivery, connection);
        List<Message> reported = reading.messages().stream()
                .map(incoming -> connection.message(incoming, now))
                .toList();
        return WebhookView.of(messages.report(reported), reading.ignored());
    }

    /** Also answers HEAD, by which some platforms try an address. */
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
