package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import io.botstatus.identity.Alias;
import io.botstatus.message.Message;
import io.botstatus.reply.ContentHash;
import io.botstatus.reply.Echo;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection: one account at one chat platform, whose webhooks come to {@code /webhooks/{name}}. */
public final class Connection {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final String name;
    private final Platform platform;
    private final String secret;
    private final ContactPattern contacts;
    private final Sender unknownSender;
    private final Map<String, String> options;

    /**
     * Checks all settings.
     *
     * @throws InvalidValueException naming the property, if the connection could not work
     */
    Connection(String name, WebhookProperties.Settings settings, Platforms platforms) {
        this.name = name;
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "botstatus.webhooks.connections",
                    name,
                    "names of 1 to 40 small letters, digits and hyphens, since they are part of the address");
        }
        Platform found = platforms.get(settings.platform());
        if (found == null) {
            throw wrong("platform", settings.platform(), String.join(", ", platforms.words()));
        }
        if (settings.secret() == null || settings.secret().isBlank()) {
            throw wrong("secret", null, "what " + found.word() + " signs its webhooks with");
        }
        if (settings.unknownSender() == Sender.CONTACT) {
            throw wrong("unknown-sender", settings.unknownSender().word(), "human, workflow or bot");
        }
        this.platform = found;
        this.secret = settings.secret();
        this.contacts = new ContactPattern(property("contact-id"), settings.contactId());
        this.unknownSender = settings.unknownSender();
        this.options = options(settings.options());
        platform.check(this);
    }

    public String name() {
        return name;
    }

    public Platform platform() {
        return platform;
    }

    String secret() {
        return secret;
    }

    /** The value of a platform's own option; null if it is not set. */
    @Nullable
    String option(String option) {
        return options.get(option);
    }

    /** The comma-separated values of an option; empty if it is not set. */
    List<String> list(String option) {
        return Arrays.stream(options.getOrDefault(option, "").split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** Whether a boolean option is true; false if it is not set. */
    boolean isOn(String option) {
        String value = options.getOrDefault(option, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong("options." + option, value, "true or false");
        }
        return value.equals("true");
    }

    /** The refusal of a value for a property of this connection. */
    InvalidValueException wrong(String property, @Nullable Object value, String allowed) {
        return new InvalidValueException(property(property), value, allowed);
    }

    /** The ids of one person that a delivery by this connection tells. */
    public List<Alias> aliases(ReportedMessages reading) {
        return reading.samePersons().stream()
                .flatMap(same -> contacts
                        .contact(name, same.alias())
                        .flatMap(alias ->
                                contacts.contact(name, same.contact()).map(contact -> new Alias(alias, contact)))
                        .stream())
                .distinct()
                .toList();
    }

    /** The report of a message that came by this connection. */
    public Message message(Incoming incoming, Instant now) {
        Author author = incoming.author();
        Sender sender = Objects.requireNonNullElse(author.sender(), unknownSender);
        String because = author.sender() == null
                ? author.because() + ", which counts as " + sender.word() + " here (unknown-sender)"
                : author.because();
        Map<String, Object> attributes = new HashMap<>(Map.of("provider", platform.word(), "connection", name));
        Optional.ofNullable(Labels.of(incoming.conversation().key()))
                .ifPresent(key -> attributes.put("conversation", key));
        return new Message(
                contacts.contact(name, incoming),
                sender,
                Objects.requireNonNullElse(incoming.sentAt(), now),
                Labels.of(incoming.conversation().channel()),
                attributes,
                new Source(
                        incoming.messageId(),
                        Labels.of(incoming.senderId()),
                        sender.word() + ", because " + because,
                        author.certainty()),
                new Echo(incoming.replyId(), ContentHash.of(incoming.text())));
    }

    private Map<String, String> options(Map<String, String> settings) {
        Map<String, String> known = new HashMap<>();
        platform.options().keySet().forEach(option -> known.put(spelled(option), option));
        Map<String, String> options = new HashMap<>();
        settings.forEach((option, value) -> {
            String knownAs = known.get(spelled(option));
            if (knownAs == null) {
                throw wrong(
                        "options",
                        option,
                        platform.options().isEmpty()
                                ? "none, for " + platform.word()
                                : String.join(", ", platform.options().keySet()));
            }
            options.put(knownAs, value);
        });
        return options;
    }

    /** The option's name as an environment variable spells it, without small letters and hyphens. */
    private static String spelled(String option) {
        return option.toLowerCase(Locale.ROOT).replaceAll("[-._]", "");
    }

    private String property(String property) {
        return "botstatus.webhooks.connections." + name + "." + property;
    }
}
