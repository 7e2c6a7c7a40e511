package io.botstatus.status;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the one row of settings, and its history. */
public final class SettingsStore {

    private static final String WINDOW = "extract(epoch from message_limit_window) as window_seconds";

    private final JdbcClient sql;

    SettingsStore(JdbcClient sql) {
        this.sql = sql;
    }

    public Settings read() {
        // Always read from the table, so a change by another node counts from its commit on.
        return sql.sql("select mode, message_limit, " + WINDOW + " from bot_settings")
                .query((row, n) -> settings(row))
                .single();
    }

    /** Writes the settings and their event. Settings that are as they were leave no event. */
    public void write(Settings settings, @Nullable String setBy, Instant now) {
        sql.sql("""
                        with changed as (
                          update bot_settings
                             set mode = :mode, message_limit = :limit, message_limit_window = make_interval(secs => :seconds)
                           where (mode, message_limit, message_limit_window)
                                 is distinct from (:mode, :limit, make_interval(secs => :seconds))
                          returning *
                        )
                        insert into bot_settings_event (at, mode, message_limit, message_limit_window, set_by)
                        select :now, mode, message_limit, message_limit_window, :setBy from changed""")
                .param("mode", settings.mode().word())
                .param("limit", settings.messageLimit())
                .param("seconds", Sql.seconds(settings.messageLimitWindow()))
                .param("setBy", setBy)
                .param("now", time(now))
                .update();
    }

    /** The changes of the settings before the one with this id, newest first. */
    public List<SettingsEvent> history(long before, int limit) {
        return sql.sql("select id, at, set_by, mode, message_limit, " + WINDOW
                        + " from bot_settings_event where id < :before order by id desc limit :limit")
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> new SettingsEvent(
                        row.getLong("id"), Sql.instant(row, "at"), settings(row), row.getString("set_by")))
                .list();
    }

    private static Settings settings(ResultSet row) throws SQLException {
        return new Settings(
                LowerCaseEnum.of(BotMode.class, "mode", row.getString("mode")),
                row.getInt("message_limit"),
                Sql.duration(row.getBigDecimal("window_seconds")));
    }
}
