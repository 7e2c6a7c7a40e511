package io.botstatus.status.hold;

import io.botstatus.base.LowerCaseEnum;

/** What a trigger or a request brought about. */
public enum Effect implements LowerCaseEnum {
    /** A hold was placed; the process instance that asked waits for its end. */
    PAUSED,
    /** The hold that was there lasts longer or is harder now. */
    EXTENDED,
    /** Holds were released. */
    RELEASED,
    /** There was nothing to change. */
    NONE,
    /** The news is so old that its hold would be over already. */
    IGNORED,
    /** The same message was seen before. */
    DUPLICATE,
    /** The bot mode is not auto_pilot: nothing is automated, so there is nothing to pause. */
    NOT_AUTOMATED
}
