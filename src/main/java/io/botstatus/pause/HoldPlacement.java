package io.botstatus.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an instance of {@code bot-pause} that stands for many contacts does where another places the hold of its one. */
public interface HoldPlacement {

    /**
     * Places the holds, in the name of this process instance.
     *
     * @return when it has to look after them again; null if they last until released
     */
    @Nullable
    Instant place(String processInstanceId, @Nullable String activityId);
}
