package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.database.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the one row of settings. */
public final class SettingsStore {

    private final JdbcClient sql;

    SettingsStore(JdbcClient sql) {
        this.sql = sql;
    }

    public Settings read() {
        // Always read from the table, so a change by another node counts from its commit on.
        return sql.sql("""
                        select mode, message_limit, extract(epoch from message_limit_window) as window_seconds
                          from bot_settings""")
                .query((row, n) -> new Settings(
                        LowerCaseEnum.of(BotMode.class, "mode", row.getString("mode")),
                        row.getInt("message_limit"),
                        Sql.duration(row.getBigDecimal("window_seconds"))))
                .single();
    }

    public void write(Settings settings) {
        sql.sql("""
                        update bot_settings
                           set mode = :mode, message_limit = :limit, message_limit_window = make_interval(secs => :seconds)""")
                .param("mode", settings.mode().word())
                .param("limit", settings.messageLimit())
                .param("seconds", Sql.seconds(settings.messageLimitWindow()))
                .update();
    }
}
