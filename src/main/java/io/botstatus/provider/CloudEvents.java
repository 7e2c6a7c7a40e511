package io.botstatus.provider;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.base.StandardWebhooks;
import io.botstatus.status.Sender;
import java.time.Instant;
import java.util.Arrays;

/**
 * The generic form, for platforms without a class here: <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents 1.0 over
 * HTTP</a>, structured, binary or as a batch, signed by <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>.
 *
 * <p>All deciding fields stand in {@code data}. The headers, in which the binary form has the event's attributes, are not signed.
 */
final class CloudEvents implements Platform {

    static final String TYPE = "message.sent";

    @Override
    public String word() {
        return "cloudevents";
    }

    @Override
    public void check(Connection connection) {
        if (!StandardWebhooks.isSecret(connection.secret())) {
            throw connection.wrong("secret", "…", StandardWebhooks.SECRET_ALLOWED);
        }
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        String id = delivery.requireHeader(StandardWebhooks.ID);
        String time = delivery.requireHeader(StandardWebhooks.TIMESTAMP);
        String signatures = delivery.requireHeader(StandardWebhooks.SIGNATURE);
        byte[] code = StandardWebhooks.code(connection.secret(), id, time, delivery.body());
        // There are several while a secret is being replaced.
        Signatures.require(
                Arrays.stream(signatures.split(" ", -1))
                        .filter(signature -> signature.startsWith("v1,"))
                        .anyMatch(signature -> Signatures.same(Signatures.base64(signature.substring(3)), code)),
                StandardWebhooks.SIGNATURE);
        Signatures.requireLately(StandardWebhooks.TIMESTAMP, time, now);
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        ReportedMessages reading = new ReportedMessages();
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

    private static void event(Json event, ReportedMessages reading) {
        if (event.get("type").requireText().equals(TYPE)) {
            message(event.get("data"), reading);
        } else {
            reading.ignore(event.get("type").text());
        }
    }

    private static void message(Json data, ReportedMessages reading) {
        reading.add(new Incoming(
                data.get("messageId").requireId(),
                new Incoming.Conversation(
                        data.get("contact").requireId(),
                        data.get("conversation").id(),
                        data.get("channel").label()),
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
                        .map(known -> Author.of(known, "sender is " + known.word()))
                        .orElseThrow(() -> sender.wrong(LowerCaseEnum.words(Sender.class)))
                : Author.unknown("sender is missing");
    }
}
