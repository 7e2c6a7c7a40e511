package io.botstatus.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a delivery: messages, ids of one person, and ignored entries. */
public final class ReportedMessages {

    private final List<Incoming> messages = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<SamePerson> samePersons = new ArrayList<>();

    /** A delivery without a message. */
    static ReportedMessages ignoring(@Nullable String why) {
        return new ReportedMessages().ignore(why);
    }

    ReportedMessages add(Incoming message) {
        messages.add(message);
        return this;
    }

    /** Adds an entry that is no message. */
    ReportedMessages ignore(@Nullable String why) {
        String label = Labels.of(why);
        ignored.add(label == null ? "an event without a name" : label);
        return this;
    }

    /**
     * Adds that two ids are one person's, as the delivery tells.
     *
     * @param alias null if the delivery has no other id
     */
    ReportedMessages same(@Nullable String alias, String contact) {
        if (alias != null && !alias.equals(contact)) {
            samePersons.add(new SamePerson(alias, contact));
        }
        return this;
    }

    List<SamePerson> samePersons() {
        return List.copyOf(samePersons);
    }

    /** Two ids of one person, as the platform writes them; the first stands for the second. */
    record SamePerson(String alias, String contact) {}

    public List<Incoming> messages() {
        return List.copyOf(messages);
    }

    public List<String> ignored() {
        return List.copyOf(ignored);
    }
}
