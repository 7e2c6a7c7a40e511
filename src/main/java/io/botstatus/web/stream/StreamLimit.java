package io.botstatus.web.stream;

/** Request attributes by which a security filter limits its caller's streams of events. */
public final class StreamLimit {

    /** The request attribute with the longest {@link java.time.Duration}, by the engine's clock. */
    public static final String ATTRIBUTE = "io.botstatus.web.stream.StreamLimit";

    /**
     * The request attribute with the caller, an object with {@code equals} and {@code hashCode}. The stream ends when
     * {@link StreamCallers} returns this caller.
     */
    public static final String CALLER = ATTRIBUTE + ".caller";

    private StreamLimit() {}
}
