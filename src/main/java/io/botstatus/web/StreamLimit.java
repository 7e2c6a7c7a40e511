package io.botstatus.web;

/** How a security filter tells how long its caller may look at events, before it has to show anew that it may. */
public final class StreamLimit {

    /** The request attribute with the longest {@link java.time.Duration}. */
    public static final String ATTRIBUTE = "io.botstatus.web.StreamLimit";

    private StreamLimit() {}
}
