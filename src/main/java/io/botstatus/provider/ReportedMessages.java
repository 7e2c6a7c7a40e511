package io.botstatus.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a delivery: messages, and ignored entries. */
public final class ReportedMessages {

    private final List<Incoming> messages = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

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

    public List<Incoming> messages() {
        return List.copyOf(messages);
    }

    public List<String> ignored() {
        return List.copyOf(ignored);
    }
}
