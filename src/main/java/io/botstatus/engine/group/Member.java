package io.botstatus.engine.group;

import io.botstatus.status.ContactId;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.ProcessEngineException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A change in the queue or in a group, and what has become of it. */
final class Member<T> {

    private final GroupedChange<T> change;
    private final Caller caller;
    private final CompletableFuture<Turn> turn = new CompletableFuture<>();
    private @Nullable T answer;
    private @Nullable Throwable failure;

    /** What the thread that has brought the change does next. */
    enum Turn {
        /** It works for a whole group, with its own change first. */
        LEAD,
        /** It makes its change alone. */
        ALONE,
        /** It returns the answer, or throws the failure. */
        RETURN
    }

    Member(GroupedChange<T> change, Caller caller) {
        this.change = change;
        this.caller = caller;
    }

    ContactId named() {
        return change.named();
    }

    Caller caller() {
        return caller;
    }

    Turn await() {
        return turn.join();
    }

    void next(Turn next) {
        turn.complete(next);
    }

    /** Makes the change in a group's transaction. A refusal is the member's own outcome; any other exception is the group's. */
    void makeInGroup(ContactId contact) {
        answer = null;
        failure = null;
        try {
            change.check(contact);
        } catch (DataAccessException | TransactionException | ProcessEngineException e) {
            throw e;
        } catch (RuntimeException refusal) {
            failure = refusal;
            return;
        }
        answer = change.make(contact);
    }

    T makeAlone() {
        return change.alone();
    }

    /** The change was made or refused, and what it did is committed. */
    boolean isRefused() {
        return failure != null;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    @SuppressWarnings("NullAway") // what a change returns is what its caller gets
    T result() {
        if (failure instanceof RuntimeException refusal) {
            throw refusal;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return answer;
    }
}
