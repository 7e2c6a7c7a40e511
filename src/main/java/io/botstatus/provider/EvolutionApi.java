package io.botstatus.provider;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://doc.evolution-api.com/v2/en/configuration/webhooks">Evolution API</a>, version 2. It signs nothing: the secret
 * is a header that the instance's webhook sends. The {@code apikey} in the body proves nothing: it may be null, and every receiver
 * of a delivery knows it.
 *
 * <p>A person's message on the phone comes as {@code messages.upsert} with {@code key.fromMe}. A message by its API comes as
 * {@code send.message}, sometimes before the API has answered.
 */
final class EvolutionApi implements Platform {

    private static final String TOKEN_IN_ADDRESS = "token-in-address";
    private static final String SEND_MESSAGE = "send-message";
    private static final String UNKNOWN = "unknown";

    /** The fields of a key that name the contact, by its number or by a hidden id. */
    private static final List<String> IDS = List.of("remoteJid", "remoteJidAlt", "previousRemoteJid");

    /** The same for a message of the contact. Of another one they may name the instance itself. */
    private static final List<String> SENDER_IDS = List.of("senderPn", "senderLid");

    private static final String NUMBER = "@s.whatsapp.net";
    private static final Pattern DEVICE = Pattern.compile("(_\\d+)?(:\\d+)?@");

    /** Content that only changes a message, or the devices' own state. */
    private static final List<String> NO_MESSAGES = List.of(
            "protocolMessage",
            "reactionMessage",
            "encReactionMessage",
            "editedMessage",
            "secretEncryptedMessage",
            "pollUpdateMessage",
            "pinInChatMessage",
            "keepInChatMessage");

    private static final Map<String, String> NO_CONTACTS =
            Map.of("@g.us", "group", "@broadcast", "broadcast", "@newsletter", "newsletter");

    @Override
    public String word() {
        return "evolution";
    }

    @Override
    public Map<String, String> options() {
        return new TreeMap<>(Map.of(
                TOKEN_IN_ADDRESS, "true if the secret is the parameter token of the address, and no header",
                SEND_MESSAGE, "who send.message is taken for: bot (if it is not set), or unknown"));
    }

    @Override
    public void check(Connection connection) {
        connection.isOn(TOKEN_IN_ADDRESS);
        String sender = connection.option(SEND_MESSAGE);
        if (sender != null && !sender.equals("bot") && !sender.equals(UNKNOWN)) {
            throw connection.wrong("options." + SEND_MESSAGE, sender, "bot or unknown");
        }
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        if (connection.isOn(TOKEN_IN_ADDRESS)) {
            Signatures.requireToken(delivery, connection);
        } else {
            String header = "Authorization";
            String expected = "Bearer " + connection.secret();
            Signatures.require(Signatures.same(delivery.requireHeader(header), expected), header);
        }
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Json body = delivery.json();
        // Subscriptions spell the same event MESSAGES_UPSERT.
        String event = body.get("event").requireText().toLowerCase(Locale.ROOT).replace('_', '.');
        if (!event.equals("messages.upsert") && !event.equals("send.message")) {
            return ReportedMessages.ignoring(event);
        }
        ReportedMessages reading = new ReportedMessages();
        for (Json data : body.get("data").oneOrMore()) {
            String nothing = whyIgnored(data);
            if (nothing != null) {
                reading.ignore(nothing);
            } else {
                Json key = data.get("key");
                String contact = contact(key);
                ids(key).forEach(id -> reading.same(plain(id), contact));
                reading.same(shorter(contact), contact);
                reading.add(message(data, author(event, key, connection), body));
            }
        }
        return reading;
    }

    private static @Nullable String whyIgnored(Json data) {
        String jid = data.get("key", "remoteJid").requireText();
        Json message = data.get("message");
        Stream<String> noContact =
                NO_CONTACTS.keySet().stream().filter(jid::endsWith).map(NO_CONTACTS::get);
        Stream<String> noMessage = NO_MESSAGES.stream()
                .filter(content -> data.get("messageType").is(content)
                        || message.get(content).exists());
        // Such as a missed call, or a message that could not be decrypted.
        Stream<String> noContent = message.exists() ? Stream.empty() : Stream.of("no content");
        return Stream.of(noContact, noMessage, noContent)
                .flatMap(reasons -> reasons)
                .findFirst()
                .orElse(null);
    }

    private static Author author(String event, Json key, Connection connection) {
        if (event.equals("send.message")) {
            String because = "event is send.message";
            return UNKNOWN.equals(connection.option(SEND_MESSAGE)) ? Author.unknown(because) : Author.bot(because);
        }
        Json fromMe = key.get("fromMe");
        if (!fromMe.exists()) {
            throw fromMe.wrong("true or false");
        }
        return fromMe.isTrue()
                ? Author.humanUnlessNamed("key.fromMe is true and the id is not one of the bot's")
                : Author.contact("key.fromMe is false");
    }

    private static Incoming message(Json data, Author author, Json envelope) {
        Json key = data.get("key");
        boolean fromContact = key.get("fromMe").exists() && !key.get("fromMe").isTrue();
        return new Incoming(
                key.get("id").requireId(),
                new Incoming.Conversation(contact(key), null, "whatsapp"),
                author,
                // In the envelope, the sender is always the instance's own number.
                fromContact
                        ? data.get("pushName").label()
                        : envelope.get("sender").label(),
                sentAt(data.get("messageTimestamp")),
                null,
                text(data.get("message")));
    }

    /** The phone number's JID, if a field has it. A contact may come by a hidden id one time and by the number the next. */
    private static String contact(Json key) {
        String jid = key.get("remoteJid").requireId();
        String number = ids(key).filter(id -> id.endsWith(NUMBER)).findFirst().orElse(jid);
        String plain = Objects.requireNonNull(plain(number));
        return plain.endsWith(NUMBER)
                ? PhoneNumbers.canonical(plain.substring(0, plain.length() - NUMBER.length())) + NUMBER
                : plain;
    }

    private static @Nullable String shorter(String contact) {
        String number = contact.endsWith(NUMBER)
                ? PhoneNumbers.shorter(contact.substring(0, contact.length() - NUMBER.length()))
                : null;
        return number == null ? null : number + NUMBER;
    }

    /** All ids by which the key names the contact. */
    private static Stream<String> ids(Json key) {
        Stream<String> senders = key.get("fromMe").isTrue() ? Stream.empty() : SENDER_IDS.stream();
        return Stream.concat(IDS.stream(), senders)
                .map(id -> key.get(id).id())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    /** A JID without the device: {@code 4915551234567:12@s.whatsapp.net} is the same person on another phone. */
    private static @Nullable String plain(@Nullable String jid) {
        return jid == null ? null : DEVICE.matcher(jid).replaceFirst("@");
    }

    /**
     * The time in seconds. Some versions write the long integer of their library: {@code {"low": …, "high": 0, "unsigned": true}}.
     */
    private static @Nullable Instant sentAt(Json seconds) {
        return seconds.isObject() ? seconds.get("low").time() : seconds.time();
    }

    private static @Nullable String text(Json message) {
        return Stream.of(
                        message.get("conversation"),
                        message.get("extendedTextMessage", "text"),
                        message.get("imageMessage", "caption"),
                        message.get("videoMessage", "caption"),
                        message.get("documentMessage", "caption"))
                .filter(Json::exists)
                .findFirst()
                .map(Json::requireText)
                .orElse(null);
    }
}
