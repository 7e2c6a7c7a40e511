package io.botstatus.status;

import io.botstatus.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why the bot must keep quiet for one contact.
 *
 * @param until its deadline; null if it lasts until it is released
 * @param setBy who placed it, as far as known
 * @param processInstanceId the {@code bot-pause} instance that waits for its end
 */
public record Hold(
        Cause cause,
        BotStatus status,
        Instant since,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String setBy,
        @Nullable String processInstanceId) {

    /** Reads the hold from a row of {@code bot_hold}. */
    public static Hold of(ResultSet row) throws SQLException {
        return new Hold(
                new Cause(row.getString("cause")),
                BotStatus.of("status", row.getString("status")),
                Sql.instant(row, "since"),
                Sql.deadline(row, "until"),
                row.getString("reason"),
                row.getString("set_by"),
                row.getString("process_instance_id"));
    }

    /** Whether it silences the bot at this moment. */
    public boolean isLive(Instant now) {
        return until == null || until.isAfter(now);
    }
}
