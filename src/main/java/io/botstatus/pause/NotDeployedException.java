package io.botstatus.pause;

/**
 * No process can pause. None is deployed ({@code botstatus.models.enabled} is false), the deployed one is suspended, or there are
 * several, for example one for a tenant.
 */
public final class NotDeployedException extends IllegalStateException {

    public NotDeployedException(String message, RuntimeException cause) {
        super(
                "The engine can't start a process by the message %s: %s. Allowed: one active process with the id %s and without a tenant, such as the plugin deploys if botstatus.models.enabled is true."
                        .formatted(message, cause.getMessage(), BotPause.PROCESS),
                cause);
    }
}
