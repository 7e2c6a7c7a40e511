package io.botstatus.pause;

import io.botstatus.status.StatusChange;
import java.util.List;

/** Reacts to changes of bot status, in the transaction of the change. The plugin calls each bean of this type. */
public interface StatusChangeListener {

    /** Whether this listener is active. Without an active one, a change of many contacts goes in larger batches. */
    boolean isOn();

    /** Called with the changes, inside a command of the engine and under the locks of the contacts. */
    void changed(List<StatusChange> changes);
}
