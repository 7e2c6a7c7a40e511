package io.botstatus.provider;

import io.botstatus.status.Sender;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The generic form, for platforms without a class here: <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents 1.0 over
 * HTTP</a>, structured, binary or as a batch, signed as <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a> says.
 *
 * <p>All that decides stands in {@code data}: headers, in which the binary form has the event's attributes, are not signed.
 */
final class CloudEvents implements Platform {

    static final String TYPE = "message.sent";

    private static final String SECRET_PREFIX = "whsec_";
    private static final String SIGNATURE = "webhook-signature";
    private static final String TIME = "webhook-timestamp";

    @Override
    public String word() {
        return "cloudevents";
    }

    @Override
    public void check(Connection connection) {
        if (connection.secret().startsWith(SECRET_PREFIX) && key(connection).length == 0) {
            throw connection.wrong("secret", "whsec_…", "whsec_ and Base64, or any other text");
        }
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        String id = delivery.requireHeader("webhook-id");
        String time = delivery.requireHeader(TIME);
        String signatures = delivery.requireHeader(SIGNATURE);
        byte[] code = Signatures.hmac(
                "HmacSHA256", key(connection), Signatures.bytes(id + "." + time + "."), delivery.body());
        // Several while a secret is being replaced.
        Signatures.require(
                Arrays.stream(signatures.split(" ", -1))
                        .filter(signature -> signature.startsWith("v1,"))
                        .anyMatch(signature -> Signatures.same(Signatures.base64(signature.substring(3)), code)),
                SIGNATURE);
        Signatures.requireLately(TIME, time, now);
    }

    @Override
    public Reading read(Delivery delivery, Connection connection) {
        Reading reading = new Reading();
        if (delivery.isOf("application/cloudevents+json")) {
            event(delivery.json(), reading);
        } else if (delivery.isOf("application/cloudevents-batch+json")) {
            delivery.json().elements().forEach(event -> event(event, reading));
        } else if (TYPE.equals(delivery.header("ce-type"))) {
            message(delivery.json(), reading);
        } else {
            reading.ignore(delivery.header("ce-type"));
        }
        return reading;
    }

    private static void event(Json event, Reading reading) {
        if (event.get("type").requireText().equals(TYPE)) {
            message(event.get("data"), reading);
        } else {
            reading.ignore(event.get("type").text());
        }
    }

    private static void message(Json data, Reading reading) {
        reading.add(new Incoming(
                data.get("messageId").requireId(),
                data.get("contact").requireId(),
                data.get("conversation").id(),
                data.get("channel").label(),
                author(data.get("sender")),
                data.get("sentBy").label(),
                data.get("sentAt").time(),
                data.get("replyId").id(),
                data.get("text").text()));
    }

    private static Author author(Json sender) {
        return sender.exists()
                ? Arrays.stream(Sender.values())
                        .filter(known -> sender.is(known.word()))
                        .findFirst()
                        .map(known -> new Author(known, "sender is " + known.word()))
                        .orElseThrow(() -> sender.wrong(String.join(", ", words())))
                : Author.unknown("sender is missing");
    }

    private static List<String> words() {
        return Arrays.stream(Sender.values()).map(Sender::word).toList();
    }

    private static byte[] key(Connection connection) {
        String secret = connection.secret();
        if (!secret.startsWith(SECRET_PREFIX)) {
            return Signatures.bytes(secret);
        }
        return Signatures.base64(secret.substring(SECRET_PREFIX.length()));
    }
}
