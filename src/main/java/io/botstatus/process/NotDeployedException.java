package io.botstatus.process;

/** The process that pauses is not in the engine: {@code botstatus.models.enabled} is false and nobody has deployed one. */
public final class NotDeployedException extends IllegalStateException {

    NotDeployedException(String message, RuntimeException cause) {
        super(
                "No process in the engine starts with the message %s. Deploy one with the id %s, or set botstatus.models.enabled to true, and the plugin deploys its own."
                        .formatted(message, BotPause.PROCESS),
                cause);
    }
}
