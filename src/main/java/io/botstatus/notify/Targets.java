package io.botstatus.notify;

import camundajar.impl.com.google.gson.JsonNull;
import camundajar.impl.com.google.gson.JsonObject;
import camundajar.impl.com.google.gson.JsonPrimitive;
import io.botstatus.base.StandardWebhooks;
import io.botstatus.status.StatusChange;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.util.function.SingletonSupplier;

/**
 * Posts status changes to their targets, as <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents 1.0</a> in
 * structured form, signed by {@link StandardWebhooks}. Thread-safe.
 */
final class Targets {

    /** The type of the event, and its name inside the engine. */
    static final String TYPE = "bot.statusChanged";

    /** The timeout. A post that waits keeps a thread of the job executor and a connection of the pool. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Map<String, Target> byName = new TreeMap<>();
    private final Clock clock;
    private final TargetBackOff silent;

    /** Created for the first post, because it reads all certificates that Java trusts, which would lengthen every start. */
    private final SingletonSupplier<HttpClient> http = SingletonSupplier.of(() -> HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no upgrade, which some servers refuse
            .followRedirects(HttpClient.Redirect.NEVER) // not to an address that is not configured
            .connectTimeout(CONNECT)
            .build());

    Targets(NotifyProperties properties, Clock clock) {
        this.clock = clock;
        this.silent = new TargetBackOff(clock);
        properties.targets().forEach((name, settings) -> byName.put(name, Target.of(name, settings)));
    }

    Set<String> names() {
        return byName.keySet();
    }

    /**
     * Posts a change.
     *
     * @throws NotPostedException unless the target has answered 2xx
     */
    void post(Notification notification) {
        Target target = byName.get(notification.target());
        if (target == null) {
            throw new NotPostedException("There is no target " + notification.target()
                    + " any more among botstatus.notify.targets to tell of " + notification + ".");
        }
        int answer = send(target, notification);
        if (answer < 200 || answer > 299) {
            throw new NotPostedException(
                    "The target " + target.name() + " answered " + answer + " to " + notification + ".");
        }
    }

    private int send(Target target, Notification notification) {
        if (!silent.mayBeAsked(target.name())) {
            throw new NotPostedException("The target " + target.name() + " has not answered in time a moment ago; "
                    + notification + " is tried again later.");
        }
        try {
            HttpResponse<InputStream> response =
                    http.obtain().send(request(target, notification), BodyHandlers.ofInputStream());
            response.body().close(); // only the status counts, and the body may be endless
            silent.answered(target.name());
            return response.statusCode();
        } catch (IOException e) {
            if (e instanceof HttpTimeoutException) {
                silent.keptSilent(target.name());
            } else {
                silent.answered(target.name()); // refused at once: that keeps no thread
            }
            throw new NotPostedException(
                    "The target " + target.name() + " could not be told of " + notification + ": " + e + ".");
        } catch (InterruptedException e) {
            silent.answered(target.name());
            Thread.currentThread().interrupt();
            throw new NotPostedException("The post of " + notification + " to " + target.name()
                    + " was interrupted: the application stops.");
        }
    }

    private HttpRequest request(Target target, Notification notification) {
        byte[] body = body(notification).getBytes(StandardCharsets.UTF_8);
        String id = notification.id().toString();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        return HttpRequest.newBuilder(target.url())
                .timeout(ANSWER)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("User-Agent", "contact-bot-status")
                .header(StandardWebhooks.ID, id)
                .header(StandardWebhooks.TIMESTAMP, timestamp)
                .header(StandardWebhooks.SIGNATURE, StandardWebhooks.signature(target.secret(), id, timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Uses the engine's own JSON, since an application without a web part has no other. */
    private static String body(Notification notification) {
        StatusChange change = notification.change();
        JsonObject data = new JsonObject();
        data.addProperty("contactId", change.contact().value());
        data.addProperty("botStatus", change.after().word());
        data.addProperty("previousBotStatus", change.before().word());
        data.addProperty("cause", change.cause().word());
        data.add(
                "reactivateAt",
                change.reactivateAt() == null
                        ? JsonNull.INSTANCE
                        : new JsonPrimitive(change.reactivateAt().toString()));
        data.addProperty("sequence", notification.sequence());
        JsonObject event = new JsonObject();
        event.addProperty("specversion", "1.0");
        event.addProperty("id", notification.id().toString());
        event.addProperty("source", "contact-bot-status");
        event.addProperty("type", TYPE);
        event.addProperty("time", notification.at().toString());
        event.addProperty("datacontenttype", "application/json");
        event.add("data", data);
        return event.toString();
    }
}
