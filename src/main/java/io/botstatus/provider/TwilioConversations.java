package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.status.hold.SeenMessages;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Twilio Conversations, by its <a href="https://www.twilio.com/docs/conversations/conversations-webhooks">post-action webhooks</a>
 * as form posts, <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">signed</a> with the account's auth token.
 *
 * <p>Twilio tells by which interface a message came in, not who wrote it. A caller of the API can state the author in the message's
 * attributes. Attributes of other messages are not read, since a chat user can set them too.
 */
final class TwilioConversations implements Platform {

    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String URL = "url";
    private static final String CONTACTS = "contact-identities";
    private static final String BOTS = "bot-identities";

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s?#]+");
    private static final Pattern PARTS = Pattern.compile("(https?)(://[^/?#]*?)(:\\d+)?([/?#].*)?");

    @Override
    public String word() {
        return "twilio";
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                URL, "the address that Twilio was given, without its query, if the server cannot know it",
                CONTACTS,
                        "identities of chat users who are contacts, with commas between them; a * at the end is anything",
                BOTS, "the same of chat users who are the bot");
    }

    @Override
    public void check(Connection connection) {
        String url = connection.option(URL);
        if (url != null && !ADDRESS.matcher(url).matches()) {
            throw connection.wrong(
                    "options." + URL, url, "a whole address such as https://bot.example.com/webhooks/twilio");
        }
    }

    /**
     * The signature covers the address and the fields' values, so the form is decoded for it. Nothing reads them before the check.
     */
    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        String signature = delivery.requireHeader(SIGNATURE);
        String url = connection.option(URL);
        Map<String, List<String>> form;
        try {
            form = delivery.formValues();
        } catch (InvalidValueException e) {
            throw new UnauthenticException("The body is no form, so no signature is right for it.");
        }
        Signatures.require(
                isSigned(signature, connection.secret(), url == null ? delivery.url() : delivery.withQuery(url), form),
                SIGNATURE);
    }

    /** Whether a signature is right, with the port in the address or without: Twilio signs with either. */
    static boolean isSigned(String signature, String token, String url, Map<String, List<String>> form) {
        StringBuilder fields = new StringBuilder();
        new TreeMap<>(form).forEach((name, values) -> new TreeSet<>(values)
                .forEach(value -> fields.append(name).append(value)));
        byte[] given = Signatures.base64(signature);
        return spellings(url)
                .map(spelling -> Signatures.hmac(
                        "HmacSHA1",
                        Signatures.bytes(token),
                        Signatures.bytes(spelling),
                        Signatures.bytes(fields.toString())))
                .anyMatch(code -> Signatures.same(given, code));
    }

    private static Stream<String> spellings(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            return Stream.of(url);
        }
        String host = parts.group(1) + parts.group(2);
        String path = Objects.requireNonNullElse(parts.group(4), "");
        String defaultPort = parts.group(1).equals("https") ? ":443" : ":80";
        return Stream.of(host + path, host + Objects.requireNonNullElse(parts.group(3), defaultPort) + path);
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Map<String, String> form = delivery.form();
        String event = required(form, "EventType");
        if (!event.equals("onMessageAdded")) {
            return ReportedMessages.ignoring(event);
        }
        boolean api = "API".equalsIgnoreCase(form.get("Source"));
        Map<String, String> attributes = api ? attributes(form.get("Attributes")) : Map.of();
        String conversation = SeenMessages.id("ConversationSid", required(form, "ConversationSid"));
        String created = form.get("DateCreated");
        return new ReportedMessages()
                .add(new Incoming(
                        SeenMessages.id("MessageSid", required(form, "MessageSid")),
                        // Of whom a conversation is with, a message that went out says nothing.
                        new Incoming.Conversation(conversation, conversation, channel(form)),
                        api ? byApi(attributes.getOrDefault("actor", "")) : author(form, connection),
                        identity(form),
                        created == null ? null : IsoTime.instant("DateCreated", created),
                        attributes.get("botReplyId"),
                        form.get("Body")));
    }

    private static Author author(Map<String, String> form, Connection connection) {
        String source = Labels.of(form.get("Source"));
        if (source == null) {
            return Author.unknown("Source is missing");
        }
        if (!source.equalsIgnoreCase("SDK")) {
            return Author.contact("Source is " + source); // a channel, such as SMS
        }
        String identity = Objects.requireNonNullElse(identity(form), "");
        if (isOneOf(connection.list(CONTACTS), identity)) {
            return Author.contact("Source is SDK and ClientIdentity is one of " + CONTACTS);
        }
        return isOneOf(connection.list(BOTS), identity)
                ? Author.bot("Source is SDK and ClientIdentity is one of " + BOTS)
                : Author.human("Source is SDK and ClientIdentity is not of a contact");
    }

    /** The caller of the API chooses the author, and may state even a contact's number. */
    private static Author byApi(String actor) {
        String because = "Source is API and Attributes.actor is ";
        return switch (actor) {
            case "bot" -> Author.bot(because + "bot");
            case "workflow" -> Author.workflow(because + "workflow");
            case "human" -> Author.human(because + "human");
            case "" -> Author.unknown("Source is API and Attributes has no actor");
            default -> Author.unknown(because + "none of bot, workflow and human");
        };
    }

    /** The texts in the caller's attributes. They can be any JSON. */
    private static Map<String, String> attributes(@Nullable String text) {
        Map<String, String> attributes = new TreeMap<>();
        try {
            Json json = Json.parse("Attributes", Objects.requireNonNullElse(text, ""));
            for (String name : List.of("actor", "botReplyId")) {
                String value = json.get(name).id();
                if (value != null) {
                    attributes.put(name, value);
                }
            }
        } catch (InvalidValueException e) {
            return Map.of(); // the message counts without attributes
        }
        return attributes;
    }

    private static boolean isOneOf(List<String> identities, String identity) {
        return identities.stream()
                .anyMatch(one -> one.endsWith("*")
                        ? identity.startsWith(one.substring(0, one.length() - 1))
                        : one.equals(identity));
    }

    private static @Nullable String identity(Map<String, String> form) {
        String identity = form.get("ClientIdentity");
        return identity == null || identity.isEmpty() ? form.get("Author") : identity;
    }

    private static @Nullable String channel(Map<String, String> form) {
        String source = form.get("Source");
        return source == null ? null : source.toLowerCase(Locale.ROOT);
    }

    private static String required(Map<String, String> form, String field) {
        String value = form.get(field);
        if (value == null || value.isEmpty()) {
            throw new InvalidValueException(field, null, "a text, as Twilio sends it with each event");
        }
        return value;
    }
}
