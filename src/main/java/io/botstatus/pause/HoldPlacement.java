package io.botstatus.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Places the holds of an instance of {@code bot-pause} that stands for many contacts. */
public interface HoldPlacement {

    /**
     * Places the holds for this process instance.
     *
     * @return when the instance has to end them; null if they last until released
     */
    @Nullable
    Instant place(String processInstanceId, @Nullable String activityId);
}
