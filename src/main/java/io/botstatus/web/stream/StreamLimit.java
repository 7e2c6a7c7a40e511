package io.botstatus.web.stream;

/** How a security filter says how long its caller may look at events, before the caller has to show anew that it may. */
public final class StreamLimit {

    /** The request attribute with the longest {@link java.time.Duration}, by the engine's clock. */
    public static final String ATTRIBUTE = "io.botstatus.web.stream.StreamLimit";

    /**
     * The request attribute with whose right it is, an object with {@code equals} and {@code hashCode}: the stream ends when {@link
     * StreamCallers} says that this one may look no longer.
     */
    public static final String CALLER = ATTRIBUTE + ".caller";

    private StreamLimit() {}
}
