package io.botstatus.provider.webhook;

/** More deliveries at once than are let in, so that others than platforms are served too. */
final class TooBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooBusyException() {
        super("Too many deliveries at once. Nothing of this one has had any effect. Send it again.");
    }
}
