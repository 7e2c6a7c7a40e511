package io.botstatus.web;

import io.botstatus.web.stream.StatusStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that a request could leave: a row, an open panel, a session. */
@TestComponent
class SideEffects {

    private final JdbcClient sql;
    private final StatusStreams streams;
    private final ServletWebServerApplicationContext server;

    SideEffects(JdbcClient sql, StatusStreams streams, ServletWebServerApplicationContext server) {
        this.sql = sql;
        this.streams = streams;
        this.server = server;
    }

    /**
     * All side effects at one moment.
     *
     * @param rows a line for each table that has some, with a digest of them
     */
    record Sight(List<String> rows, int panels, int sessions) {

        /** Everything that is new or changed since then. Panels and sessions may end meanwhile, because their clients have gone. */
        List<String> since(Sight before) {
            List<String> changed = new ArrayList<>(rows);
            changed.removeAll(before.rows);
            List<String> gone = new ArrayList<>(before.rows);
            gone.removeAll(rows);
            gone.forEach(line -> changed.add("before: " + line));
            if (panels > before.panels) {
                changed.add("panels " + panels);
            }
            if (sessions > before.sessions) {
                changed.add("sessions " + sessions);
            }
            return changed;
        }
    }

    Sight now() {
        return new Sight(sql.sql(everyRow(tables())).query(String.class).list(), streams.size(), sessions());
    }

    private List<String> tables() {
        // The engine counts its own work there, of which a refused request is some.
        return sql.sql("""
                        select table_name from information_schema.tables
                         where table_schema = current_schema() and table_type = 'BASE TABLE'
                           and table_name not in ('act_ru_meter_log', 'act_ru_task_meter_log')
                         order by table_name""").query(String.class).list();
    }

    private static String everyRow(List<String> tables) {
        return tables.stream()
                .map(table -> """
                        select '%1$s ' || count(*) || ' ' || md5(string_agg(r::text, '|' order by r::text)) from "%1$s" r
                        having count(*) > 0""".formatted(table))
                .collect(Collectors.joining("\nunion all\n", "", "\norder by 1"));
    }

    private int sessions() {
        int sessions = 0;
        for (var child :
                ((TomcatWebServer) server.getWebServer()).getTomcat().getHost().findChildren()) {
            sessions += ((Context) child).getManager().getActiveSessions();
        }
        return sessions;
    }
}
