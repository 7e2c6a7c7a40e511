package io.botstatus.provider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel, by the webhooks <a href="https://marketplace.gohighlevel.com/docs/webhook/InboundMessage">InboundMessage</a> and <a
 * href="https://marketplace.gohighlevel.com/docs/webhook/OutboundMessage">OutboundMessage</a> of a marketplace app, <a
 * href="https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide">signed</a> with Ed25519.
 *
 * <p>HighLevel has one key for all apps and customers. So the signature only proves that HighLevel has sent a delivery, and the
 * location in it tells whose contacts it concerns. HighLevel retries for a long time, so a repeat is recognized by the message's id
 * and not by its age.
 */
final class HighLevel implements Platform {

    private static final String SIGNATURE = "X-GHL-Signature";
    private static final String LOCATIONS = "locations";

    @Override
    public String word() {
        return "highlevel";
    }

    @Override
    public Map<String, String> options() {
        return Map.of(LOCATIONS, "the ids of the locations (sub-accounts) that are yours, with commas between them");
    }

    @Override
    public void check(Connection connection) {
        try {
            key(connection);
        } catch (GeneralSecurityException e) {
            // The message does not show the value: it may be a secret of another service.
            throw connection.wrong("secret", "no such key", "HighLevel's public Ed25519 key, as PEM or as its Base64");
        }
        if (connection.list(LOCATIONS).isEmpty()) {
            throw connection.wrong(
                    "options." + LOCATIONS,
                    connection.option(LOCATIONS),
                    "the ids of your locations, since HighLevel signs for all its customers with one key");
        }
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        String header = delivery.requireHeader(SIGNATURE);
        Signatures.require(isGenuine(Signatures.base64(header), delivery.body(), connection), SIGNATURE);
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Json event = delivery.json();
        String type = event.get("type").requireText();
        boolean inbound = type.equals("InboundMessage");
        boolean message = inbound || type.equals("OutboundMessage");
        Json location = event.get("locationId"); // some events of an agency have none
        if ((message || location.exists()) && !connection.list(LOCATIONS).contains(location.requireText())) {
            throw new UnauthenticException("The locationId in the body is none of the locations of this connection.");
        }
        String other = message ? noMessage(event) : type;
        if (other != null) {
            return ReportedMessages.ignoring(other);
        }
        return new ReportedMessages()
                .add(new Incoming(
                        messageId(event),
                        new Incoming.Conversation(
                                event.get("contactId").requireId(),
                                event.get("conversationId").id(),
                                event.get("messageType").label()),
                        // Not by the direction, which contradicts the type in some of HighLevel's own examples.
                        inbound ? Author.contact("type is InboundMessage") : author(event),
                        // In a contact's message it is the person responsible for the contact.
                        inbound ? null : event.get("userId").label(),
                        event.get(event.get("dateAdded").exists() ? "dateAdded" : "timestamp")
                                .time(),
                        null,
                        event.get(event.get("plainText").exists() ? "plainText" : "body")
                                .text()));
    }

    /** The name of an entry that is no message, by both spellings of its type; null for a message. */
    private static @Nullable String noMessage(Json event) {
        return Stream.of("messageType", "messageTypeString")
                .map(field -> event.get(field).text())
                .filter(Objects::nonNull)
                .map(type -> type.toUpperCase(Locale.ROOT).replaceFirst("^TYPE_", ""))
                .map(HighLevel::noMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String noMessage(String type) {
        if (type.equals("INTERNALCOMMENT") || type.equals("INTERNAL_COMMENT")) {
            return "internal comment";
        }
        if (type.startsWith("ACTIVITY_")) {
            return "activity";
        }
        if (type.endsWith("INFO_MESSAGE")) {
            return "info message";
        }
        if (type.endsWith("_REACTION")) {
            return "reaction";
        }
        return type.endsWith("CALL") || type.endsWith("VOICEMAIL") ? "call" : null;
    }

    /** Some messages have only the id of the e-mail, and some only that of the delivery. */
    private static String messageId(Json event) {
        return Stream.of("originalMessageId", "messageId", "emailMessageId")
                .map(field -> event.get(field).id())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> event.get("webhookId").requireId());
    }

    private static Author author(Json event) {
        Json source = event.get("source");
        String from = source.label();
        if (from == null) {
            return Author.unknown("source is missing");
        }
        return switch (from.toLowerCase(Locale.ROOT)) {
            case "workflow", "campaign", "bulk_actions" -> Author.workflow("source is " + from);
            case "app" ->
                event.get("userId").id() == null
                        ? Author.unknown("source is app and userId is missing")
                        : Author.human("source is app and userId is set");
            // With a userId or without: the caller of the API chooses it.
            case "api" -> Author.unknown("source is api, which a bot and every other app has in common");
            default -> Author.unknown("source is " + from);
        };
    }

    private static boolean isGenuine(byte[] signature, byte[] body, Connection connection) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key(connection));
            ed25519.update(body);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not a signature by its form: the key was checked at the start
        }
    }

    private static PublicKey key(Connection connection) throws GeneralSecurityException {
        String base64 = connection.secret().replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Signatures.base64(base64)));
    }
}
