package io.botstatus.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery has: messages, and what is none. */
public final class Reading {

    private final List<Incoming> messages = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    /** A delivery without a message. */
    static Reading ignoring(@Nullable String why) {
        return new Reading().ignore(why);
    }

    Reading add(Incoming message) {
        messages.add(message);
        return this;
    }

    /** Something that nobody wrote to anybody. */
    Reading ignore(@Nullable String why) {
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
