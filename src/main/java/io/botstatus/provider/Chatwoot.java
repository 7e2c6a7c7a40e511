package io.botstatus.provider;

import java.time.Instant;
import java.util.Map;

/**
 * Chatwoot, by its <a href="https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks">webhooks</a>, signed
 * since <a href="https://github.com/chatwoot/chatwoot/pull/13573">4.11.2</a>. <a
 * href="https://github.com/chatwoot/chatwoot/blob/develop/app/models/message.rb">The model that makes them</a> shows their content.
 *
 * <p>Two parts look like the author and are not read: {@code conversation.meta.sender} is always the contact, and
 * {@code conversation.messages} has the newest message of the conversation, which may be another one.
 */
final class Chatwoot implements Platform {

    private static final String TOKEN_IN_ADDRESS = "token-in-address";
    private static final String SIGNATURE = "X-Chatwoot-Signature";
    private static final String TIME = "X-Chatwoot-Timestamp";

    @Override
    public String word() {
        return "chatwoot";
    }

    @Override
    public Map<String, String> options() {
        return Map.of(
                TOKEN_IN_ADDRESS,
                "true for versions that sign nothing: then the address ends with ?token= and the secret");
    }

    @Override
    public void check(Connection connection) {
        connection.isOn(TOKEN_IN_ADDRESS);
    }

    @Override
    public void authenticate(Delivery delivery, Connection connection, Instant now) {
        if (connection.isOn(TOKEN_IN_ADDRESS)) {
            Signatures.requireToken(delivery, connection);
            return;
        }
        String time = delivery.requireHeader(TIME);
        byte[] code = Signatures.hmac(
                "HmacSHA256", Signatures.bytes(connection.secret()), Signatures.bytes(time + "."), delivery.body());
        Signatures.requireHex(delivery, SIGNATURE, "sha256=", code);
        Signatures.requireLately(TIME, time, now);
    }

    @Override
    public ReportedMessages read(Delivery delivery, Connection connection) {
        Json event = delivery.json();
        String name = event.get("event").requireText();
        // Not message_updated, which has the same form and comes for each receipt of an earlier message.
        return name.equals("message_created") ? message(event) : ReportedMessages.ignoring(name);
    }

    private static ReportedMessages message(Json message) {
        Json type = message.get("message_type");
        if (message.get("private").isTrue()) {
            return ReportedMessages.ignoring("private note");
        }
        if (type.is("activity", "template")) {
            return ReportedMessages.ignoring(type.text()); // greetings, office hours and surveys
        }
        if (!type.is("incoming", "outgoing")) {
            throw type.wrong("incoming, outgoing, activity or template");
        }
        Json conversation = message.get("conversation");
        return new ReportedMessages()
                .add(new Incoming(
                        message.get("id").requireId(),
                        new Incoming.Conversation(
                                contact(conversation),
                                conversation.get("id").id(),
                                conversation.get("channel").label()),
                        type.is("incoming") ? Author.contact("message_type is incoming") : author(message),
                        message.get("sender", "name").label(),
                        message.get("created_at").time(),
                        message.get("content_attributes", "botReplyId").id(),
                        message.get("content").text()));
    }

    /** The channel's key of the contact, such as a phone number. It outlives a merge of contacts. */
    private static String contact(Json conversation) {
        String source = conversation.get("contact_inbox", "source_id").id();
        return source == null ? conversation.get("meta", "sender", "id").requireId() : source;
    }

    /** The author of an outgoing message. Rules and campaigns may carry a person as their sender, so they are checked first. */
    private static Author author(Json message) {
        Json attributes = message.get("content_attributes");
        Json sender = message.get("sender");
        Json type = sender.get("type");
        if (attributes.get("automation_rule_id").exists()) {
            return Author.workflow("content_attributes.automation_rule_id is set");
        }
        if (message.get("additional_attributes", "campaign_id").exists()) {
            return Author.workflow("additional_attributes.campaign_id is set");
        }
        if (attributes.get("external_echo").isTrue()) {
            // Written in the channel's own app, without a sender, or by another program that sends in the channel's
            // name.
            return Author.humanUnlessNamed("content_attributes.external_echo is true");
        }
        if (type.is("agent_bot", "captain_assistant")) {
            return Author.bot("sender.type is " + type.text());
        }
        if (type.is("user")) {
            return Author.human("sender.type is user and there is no automation_rule_id");
        }
        String other = type.label();
        // Such as the attachment of a rule, a person's message on the phone in old versions, or a deleted author.
        return Author.unknown(
                !sender.exists()
                        ? "there is no sender"
                        : other == null ? "sender.type is missing" : "sender.type is " + other);
    }
}
