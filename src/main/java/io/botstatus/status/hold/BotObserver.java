package io.botstatus.status.hold;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.status.Cause;
import io.botstatus.status.Sender;
import java.time.Duration;
import java.util.List;

/**
 * Observes what happens on this node, for example to count it. Each bean of this type is called. For a change, the call comes after
 * its commit, in the thread that made it, so an observer must be quick. A failing observer only leaves a line in the log.
 */
public interface BotObserver {

    /** Holds were placed. */
    default void paused(Cause cause, int contacts) {}

    /** An existing hold lasts longer or is harder now. */
    default void extended(Cause cause) {}

    /** A contact's replies are used up. The plugin or another program counted them. */
    default void limitReached() {}

    /**
     * Holds have ended by their deadlines.
     *
     * @param lags for each hold, how long after its deadline the end was recorded
     */
    default void reactivated(List<Duration> lags) {}

    /**
     * The bot may send a reply.
     *
     * @param repeated whether this reply was granted before
     */
    default void permitGranted(boolean repeated) {}

    /** The bot must not send a reply. */
    default void permitRefused(LowerCaseEnum because) {}

    /**
     * A message was reported.
     *
     * @param sender the author, as far as known by now
     */
    default void messageReported(Sender sender, Effect effect) {}

    /** A connection to a chat platform is configured. */
    default void connected(String connection, String platform) {}

    /** A delivery of a chat platform was accepted or refused. */
    default void webhookCame(String connection, String platform, WebhookResult result) {}

    /** A notification target is configured. */
    default void targetIsThere(String target) {}

    /** A status change was posted to a notification target, which accepted it or did not. */
    default void notificationPosted(String target, boolean delivered) {}

    /** The result of a chat platform's delivery. */
    enum WebhookResult implements LowerCaseEnum {
        /** The delivery was accepted, with or without an effect. */
        TAKEN,
        /** The body cannot be read. */
        MALFORMED,
        /** The signature does not prove the sender. */
        UNAUTHENTIC,
        UNKNOWN_CONNECTION,
        TOO_LARGE,
        /** The body came too slowly, or broke off. */
        TOO_SLOW,
        TOO_BUSY,
        /** The server failed. The platform has to send it again. */
        FAILED
    }
}
