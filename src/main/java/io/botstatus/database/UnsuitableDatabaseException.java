package io.botstatus.database;

import org.jspecify.annotations.Nullable;

/** The database, or the way in which the application is connected to it, cannot be used. The start ends and has changed nothing. */
public final class UnsuitableDatabaseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Explains it to an operator.
     *
     * @param message what cannot work, in one sentence
     * @param action what to do
     */
    public UnsuitableDatabaseException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    UnsuitableDatabaseException(String message, String action) {
        this(message, action, null);
    }

    /** What to do, for an operator. */
    public String action() {
        return action;
    }
}
