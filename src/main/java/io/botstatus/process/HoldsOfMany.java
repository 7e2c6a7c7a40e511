package io.botstatus.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an instance of {@code bot-pause} that stands for many contacts does where another places the hold of its one. */
interface HoldsOfMany {

    /**
     * Places the holds, in the name of this process instance.
     *
     * @return when it has to look after them again; null if they last until released
     */
    @Nullable
    Instant place(String processInstanceId, @Nullable String activityId);
}
