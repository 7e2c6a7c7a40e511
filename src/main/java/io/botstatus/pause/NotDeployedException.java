package io.botstatus.pause;

/**
 * No process pauses: {@code botstatus.models.enabled} is false and nobody has deployed one, or the one that is there is suspended,
 * or there are several (one for a tenant, say).
 */
public final class NotDeployedException extends IllegalStateException {

    public NotDeployedException(String message, RuntimeException cause) {
        super(
                "The engine can't start a process by the message %s: %s. Allowed: one active process with the id %s and without a tenant, such as the plugin deploys if botstatus.models.enabled is true."
                        .formatted(message, cause.getMessage(), BotPause.PROCESS),
                cause);
    }
}
