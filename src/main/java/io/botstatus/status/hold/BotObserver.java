package io.botstatus.status.hold;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.status.Cause;
import io.botstatus.status.Sender;
import java.time.Duration;
import java.util.List;

/**
 * Hears what has happened, for whoever counts it: each bean of this type, on the node that did it. What was done in a transaction is
 * told once it is committed, by the thread that did it, so an observer has to be quick; if it fails, only the log hears of that.
 */
public interface BotObserver {

    /** Holds were placed. */
    default void paused(Cause cause, int contacts) {}

    /** A hold that was there lasts longer or is harder now. */
    default void extended(Cause cause) {}

    /** A contact's replies are used up, whoever has counted them. */
    default void limitReached() {}

    /**
     * Holds have ended by their deadlines.
     *
     * @param lags of each: how long after its deadline the event of its end was written
     */
    default void reactivated(List<Duration> lags) {}

    /**
     * The bot may send a reply.
     *
     * @param repeated whether it had been told so before
     */
    default void permitGranted(boolean repeated) {}

    /** The bot must not send a reply. */
    default void permitRefused(LowerCaseEnum because) {}

    /**
     * A message was reported.
     *
     * @param sender who wrote it, as far as it is known by now
     */
    default void messageReported(Sender sender, Effect effect) {}

    /** The application has this connection to a chat platform. */
    default void connected(String connection, String platform) {}

    /** A delivery of a chat platform was taken or refused. */
    default void webhookCame(String connection, String platform, WebhookResult result) {}

    /** The application has this address outside that is told of status changes. */
    default void targetIsThere(String target) {}

    /** A status change was posted to an address outside, which has taken it or has not. */
    default void notificationPosted(String target, boolean delivered) {}

    /** What became of a delivery of a chat platform. */
    enum WebhookResult implements LowerCaseEnum {
        /** Its messages had their effect, or it had none. */
        TAKEN,
        /** Nothing can be read in it. */
        MALFORMED,
        /** It is not sure who has sent it. */
        UNAUTHENTIC,
        UNKNOWN_CONNECTION,
        TOO_LARGE,
        /** Too slow, or broken off. */
        TOO_SLOW,
        TOO_BUSY,
        /** By a fault of ours, so that it has to be sent again. */
        FAILED
    }
}
