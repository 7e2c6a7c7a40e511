package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">WhatsApp Cloud API</a> of
 * Meta. Messages by the API come back as statuses only. A person's message in the WhatsApp Business app comes as an <a
 * href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes">echo</a>.
 *
 * <p>The name of the field decides, not the arrays in it: earlier messages and echoes come under {@code history}.
 */
final class WhatsAppCloud implements Platform {

    private static final String VERIFY_TOKEN = "verify-token";
    private static final String PHONE_NUMBERS = "phone-numbers";
    private static final String SIGNATURE = "X-Hub-Signature-256";

    /** Changes of a message, and messages of the platform itself. */
    private static final Set<String> NO_MESSAGES = Set.of("edit", "reaction", "revoke", "system");

    private static final Set<String> CAPTIONED = Set.of("document", "image", "video");

    /** The challenge is sent back, so it must have no character that a browser could read as a page. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    @Override
    public String word() {
        return "whatsapp";
    }

    @Override
    public Map<String, String> options() {
        return new TreeMap<>(Map.of(
                VERIFY_TOKEN, "the verify token that is typed in beside the callback URL",
                PHONE_NUMBERS, "the phone_number_ids that count, with commas between; all if it is not set"));
    }

    /** An empty option, for example of an unset variable, would let every caller in, or none. */
    @Override
    public void check(Connection connection) {
        for (String option : options().keySet()) {
            String value = connection.option(option);
            if (value != null && value.isBlank()) {
                throw connection.wrong("options." + option, value, options().get(option));
            }
        }
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        byte[] code = Signatures.hmac("HmacSHA256", Signatures.bytes(connection.secret()), delivery.body());
        Signatures.requireHex(delivery, SIGNATURE, "sha256=", code);
    }

    @Override
    public @Nullable String handshake(Delivery delivery, Connection connection) {
        Map<String, String> query = delivery.query();
        if (query.keySet().stream().noneMatch(name -> name.startsWith("hub."))) {
            return null;
        }
        String expected = connection.option(VERIFY_TOKEN);
        String token = query.get("hub.verify_token");
        if (expected == null || token == null || !Signatures.same(token, expected)) {
            throw new UnauthenticException(
                    "The address has no hub.verify_token, or it is not the option verify-token of this connection.");
        }
        if (!"subscribe".equals(query.get("hub.mode"))) {
            throw new InvalidValueException("hub.mode", query.get("hub.mode"), "subscribe");
        }
        String challenge = query.get("hub.challenge");
        if (challenge == null || !CHALLENGE.matcher(challenge).matches()) {
            throw new InvalidValueException("hub.challenge", challenge, "1 to 200 letters, digits, hyphens and _");
        }
        return challenge;
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Json body = delivery.json();
        Json object = body.get("object");
        if (!object.is("whatsapp_business_account")) { // another product of the same app, with the same secret
            return ReportedMessages.ignoring(object.requireText());
        }
        ReportedMessages reading = new ReportedMessages();
        for (Json entry : body.get("entry").elements()) {
            for (Json change : entry.get("changes").elements()) {
                change(change, connection, reading);
            }
        }
        return reading;
    }

    private static void change(Json change, Connection connection, ReportedMessages reading) {
        String field = change.get("field").requireText();
        Json value = change.get("value");
        if (!field.equals("messages") && !field.equals("smb_message_echoes")) {
            reading.ignore(field);
        } else if (!counts(value.get("metadata", "phone_number_id"), connection)) {
            reading.ignore("another phone number");
        } else if (field.equals("messages")) {
            Author author = Author.contact("field is messages, where only contacts' messages are");
            value.get("messages").elements().forEach(message -> message(message, "from", author, null, reading));
            // Statuses of messages by the API, of any author. They name contacts too, who have written nothing.
            value.get("statuses")
                    .elements()
                    .forEach(status ->
                            reading.ignore("status " + status.get("status").text()));
            value.get("message_echoes").elements().forEach(echo -> reading.ignore("message_echoes of field messages"));
            value.get("errors").elements().forEach(error -> reading.ignore("errors"));
        } else {
            Author author = Author.human("field is smb_message_echoes: written in the Business app");
            String number = value.get("metadata", "display_phone_number").label();
            value.get("message_echoes").elements().forEach(echo -> message(echo, "to", author, number, reading));
        }
    }

    /** Whether a change concerns a phone number of this connection. */
    private static boolean counts(Json phoneNumberId, Connection connection) {
        List<String> numbers = connection.list(PHONE_NUMBERS);
        return numbers.isEmpty() || numbers.contains(phoneNumberId.requireId());
    }

    private static void message(
            Json message, String party, Author author, @Nullable String senderId, ReportedMessages reading) {
        String type = message.get("type").requireText();
        if (type.equals("system")) {
            changedNumber(message, reading);
        }
        if (NO_MESSAGES.contains(type)) {
            reading.ignore(type);
            return;
        }
        String contact = contact(message, party);
        reading.same(PhoneNumbers.shorter(contact), contact)
                .same(message.get(party + "_user_id").id(), contact);
        reading.add(new Incoming(
                message.get("id").requireId(),
                new Incoming.Conversation(contact, message.get("group_id").id(), "whatsapp"),
                author,
                senderId,
                message.get("timestamp").time(),
                null,
                text(message, type)));
    }

    /** The phone number. A contact who hides it has an id of the business's own instead. */
    private static String contact(Json message, String party) {
        String number = message.get(party).id();
        return number == null ? message.get(party + "_user_id").requireId() : PhoneNumbers.canonical(number);
    }

    /** The contact has another number from now on, and its holds go with the person. */
    private static void changedNumber(Json message, ReportedMessages reading) {
        Json system = message.get("system");
        if (system.get("type").is("user_changed_number") || system.get("type").is("customer_changed_number")) {
            String number = system.get("wa_id").id();
            String changed = number == null ? system.get("new_wa_id").id() : number; // as older versions of the API say
            String old = message.get("from").id();
            if (changed != null && old != null) {
                reading.same(PhoneNumbers.canonical(old), PhoneNumbers.canonical(changed));
            }
        }
    }

    private static @Nullable String text(Json message, String type) {
        if (CAPTIONED.contains(type)) {
            return message.get(type, "caption").text();
        }
        return type.equals("text") ? message.get("text", "body").text() : null;
    }
}
