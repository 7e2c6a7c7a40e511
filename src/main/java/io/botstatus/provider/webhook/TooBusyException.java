package io.botstatus.provider.webhook;

/** More deliveries at once than the limit, which keeps threads free for other callers. */
final class TooBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooBusyException() {
        super("Too many deliveries at once. Nothing of this one has had any effect. Send it again.");
    }
}
