package io.botstatus.provider.webhook;

import io.botstatus.base.InvalidValueException;
import io.botstatus.provider.Connection;
import io.botstatus.provider.Connections;
import io.botstatus.provider.TooLargeException;
import io.botstatus.provider.TooSlowException;
import io.botstatus.provider.UnauthenticException;
import io.botstatus.status.hold.BotObserver.WebhookResult;
import io.botstatus.status.hold.BotObservers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ResponseStatusException;

/** Counts the results of deliveries. All names without a connection share one, since any caller can invent them. */
final class WebhookResults {

    private static final String UNKNOWN = "unknown";

    private final BotObservers observers;

    WebhookResults(BotObservers observers, Connections connections) {
        this.observers = observers;
        observers.tellNow(observer -> connections
                .all()
                .forEach(connection -> observer.connected(
                        connection.name(), connection.platform().word())));
    }

    WebhookView told(@Nullable Connection connection, Taking taking) throws IOException {
        try {
            WebhookView view = taking.take();
            tell(connection, WebhookResult.TAKEN);
            return view;
        } catch (IOException | RuntimeException e) {
            tell(connection, result(e));
            throw e;
        }
    }

    private void tell(@Nullable Connection connection, WebhookResult result) {
        String name = connection == null ? UNKNOWN : connection.name();
        String platform = connection == null ? UNKNOWN : connection.platform().word();
        observers.tell(observer -> observer.webhookCame(name, platform, result));
    }

    private static WebhookResult result(Exception e) {
        if (e instanceof InvalidValueException) {
            return WebhookResult.MALFORMED;
        } else if (e instanceof UnauthenticException) {
            return WebhookResult.UNAUTHENTIC;
        } else if (e instanceof ResponseStatusException) {
            return WebhookResult.UNKNOWN_CONNECTION;
        } else if (e instanceof TooLargeException) {
            return WebhookResult.TOO_LARGE;
        } else if (e instanceof TooSlowException || e instanceof IOException) {
            return WebhookResult.TOO_SLOW;
        } else if (e instanceof TooBusyException) {
            return WebhookResult.TOO_BUSY;
        }
        return WebhookResult.FAILED;
    }

    /** The handling of a delivery. */
    interface Taking {

        WebhookView take() throws IOException;
    }
}
