package io.botstatus.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Intercom, by its <a href="https://developers.intercom.com/docs/references/2.16/webhooks/webhook-models">webhooks</a>, which are
 * <a href="https://intercom-developer-hub.readme.io/reference/signed-notifications">signed</a> without a time.
 *
 * <p>The topic does not tell the author: a workflow's message comes under {@code conversation.admin.replied} and again under
 * {@code conversation.operator.replied}. The author of each part tells it, and the part's id is the message's.
 */
final class Intercom implements Platform {

    private static final String BOT_ADMINS = "bot-admins";

    /** Topics of new conversations. Their first message is the source, not a part. */
    private static final Set<String> BEGINNINGS =
            Set.of("conversation.user.created", "conversation.admin.single.created");

    private static final Set<String> REPLIES =
            Set.of("conversation.user.replied", "conversation.admin.replied", "conversation.operator.replied");

    /** Steps of people on a conversation that may carry a reply, such as answer and close in one click. */
    private static final Set<String> STEPS =
            Set.of("conversation.admin.assigned", "conversation.admin.closed", "conversation.admin.opened");

    @Override
    public String word() {
        return "intercom";
    }

    @Override
    public Map<String, String> options() {
        return Map.of(BOT_ADMINS, "the ids of the admins as whom the bot writes, with commas between them");
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        byte[] code = Signatures.hmac("HmacSHA1", Signatures.bytes(connection.secret()), delivery.body());
        Signatures.requireHex(delivery, "X-Hub-Signature", "sha1=", code);
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Json event = delivery.json();
        String topic = event.get("topic").requireText();
        if (!BEGINNINGS.contains(topic) && !REPLIES.contains(topic) && !STEPS.contains(topic)) {
            return ReportedMessages.ignoring(topic);
        }
        Json item = event.get("data", "item");
        Json list = item.get("conversation_parts", "conversation_parts");
        List<Json> parts = list.elements();
        ReportedMessages reading = new ReportedMessages();
        if (!parts.isEmpty()) {
            parts.forEach(part -> part(item, part, connection, reading));
        } else if (BEGINNINGS.contains(topic)) {
            reading.add(message(item, item.get("source"), connection));
        } else if (REPLIES.contains(topic)) {
            throw list.wrong("an array with the reply");
        } else {
            reading.ignore(topic);
        }
        return reading;
    }

    private static void part(Json item, Json part, Connection connection, ReportedMessages reading) {
        String type = part.get("part_type").requireText();
        if (type.startsWith("note")) { // and note_and_reopen
            reading.ignore("note");
        } else if (text(part) == null && part.get("attachments").elements().isEmpty()) {
            reading.ignore(type);
        } else {
            reading.add(
                    message(item, part, connection)); // of any type: close and assignment with a body are replies too
        }
    }

    /** The message of a part, or of the source, which has no time of its own. */
    private static Incoming message(Json item, Json part, Connection connection) {
        String conversation = item.get("id").requireId();
        Json author = part.get("author");
        Json time = part.get("created_at");
        return new Incoming(
                part.get("id").requireId(),
                new Incoming.Conversation(
                        item.get("contacts", "contacts").elements().stream()
                                .findFirst()
                                .map(contact -> contact.get("id").requireId())
                                .orElse(conversation),
                        conversation,
                        null),
                author(part, author, connection.list(BOT_ADMINS)),
                author.get("name").label(),
                time.exists() ? time.time() : item.get("created_at").time(),
                null,
                text(part));
    }

    private static Author author(Json part, Json author, List<String> botAdmins) {
        Json type = author.get("type");
        // First of all: the AI agent's type is bot, as that of any workflow, and in some payloads admin.
        if (author.get("from_ai_agent").isTrue()) {
            return Author.bot("author.from_ai_agent is true");
        }
        if (author.get("is_ai_answer").isTrue()) {
            return Author.bot("author.is_ai_answer is true");
        }
        if (type.is("user", "lead", "contact")) {
            return Author.contact("author.type is " + type.text());
        }
        // Only a source has it: series and campaigns write in the name of admins.
        Json deliveredAs = part.get("delivered_as");
        if (deliveredAs.is("automated", "operator_initiated", "campaigns_initiated")) {
            return Author.workflow("source.delivered_as is " + deliveredAs.text());
        }
        if (type.is("admin")) {
            return admin(part, author, botAdmins);
        }
        if (type.is("bot")) {
            return Author.workflow("author.type is bot and from_ai_agent is false");
        }
        String other = type.label();
        return Author.unknown(other == null ? "author.type is missing" : "author.type is " + other);
    }

    private static Author admin(Json part, Json author, List<String> botAdmins) {
        if (botAdmins.contains(Objects.requireNonNullElse(author.get("id").id(), ""))) {
            return Author.bot("author.id is one of " + BOT_ADMINS);
        }
        String app = part.get("app_package_code").label();
        return app == null
                ? Author.human("author.type is admin and there is no app_package_code")
                : Author.unknown("author.type is admin, but app_package_code is " + app);
    }

    /** The words of the body, for comparison with the bot's texts, where white space makes no difference. */
    private static @Nullable String text(Json part) {
        String body = part.get("body").text();
        if (body == null || body.isBlank()) {
            return null;
        }
        return body.replaceAll("<[^<>]*+>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"); // comes last, or &amp;lt; would become <
    }
}
