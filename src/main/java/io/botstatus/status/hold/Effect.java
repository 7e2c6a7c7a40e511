package io.botstatus.status.hold;

import io.botstatus.base.LowerCaseEnum;

/** The effect of a trigger or a request. */
public enum Effect implements LowerCaseEnum {
    /** A hold was placed, and the process instance that asked waits for its end. */
    PAUSED,
    /** An existing hold lasts longer or is harder now. */
    EXTENDED,
    /** Holds were released. */
    RELEASED,
    /** There was nothing to change. */
    NONE,
    /** The message is so old that its hold would be over already. */
    IGNORED,
    /** The same message was seen before. */
    DUPLICATE
}
