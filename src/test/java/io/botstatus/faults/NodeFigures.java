package io.botstatus.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node's memory, sessions, rows and log, and its waiting threads. */
final class NodeFigures {

    private static final Pattern USED = Pattern.compile(
            "(?m)^\\s*(?:def new generation|tenured generation|garbage-first" + " heap)\\s.*?used (\\d+)K");
    private static final Pattern SESSIONS =
            Pattern.compile("(?m)^tomcat_sessions_created_sessions_total(?:\\{[^}]*})? (\\S+)$");
    private static final Pattern WAITS_FOR_A_BODY =
            Pattern.compile("(?m)^\"http-nio-[^\n]*\n(?:[^\n]+\n)*?[^\n]*\\.GuardedBody\\.");

    private final Node node;
    private final JdbcClient sql;
    private final HttpClient http = HttpClient.newHttpClient();

    NodeFigures(Node node, JdbcClient sql) {
        this.node = node;
        this.sql = sql;
    }

    /** One look; memory in megabytes. */
    record Sight(long heap, long sessions, long rows, long log) {}

    Sight now() throws IOException, InterruptedException {
        return new Sight(heap(), sessions(), rows(), Files.size(node.log()));
    }

    /** After a full collection: the smallest of three, since requests that ended just now leave some. */
    private long heap() throws IOException, InterruptedException {
        long smallest = Long.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            jcmd("GC.run");
            long kilobytes = 0;
            for (Matcher used = USED.matcher(jcmd("GC.heap_info")); used.find(); ) {
                kilobytes += Long.parseLong(used.group(1));
            }
            smallest = Math.min(smallest, kilobytes / 1024);
        }
        return smallest;
    }

    /** The number of sessions ever created. */
    long sessions() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + node.port() + "/actuator/prometheus"))
                .header("Authorization", authorization())
                .timeout(Duration.ofSeconds(30))
                .build();
        Matcher sessions =
                SESSIONS.matcher(http.send(request, BodyHandlers.ofString()).body());
        if (!sessions.find()) {
            throw new IOException("The metrics tell nothing of sessions");
        }
        return (long) Double.parseDouble(sessions.group(1));
    }

    /** Threads for requests that wait for a body. */
    int waitingThreads() throws IOException, InterruptedException {
        return (int) WAITS_FOR_A_BODY.matcher(jcmd("Thread.print")).results().count();
    }

    /** The rows of all tables except those with permits, and those in which the engine counts its own work. */
    private long rows() {
        List<String> tables = sql.sql("""
                        select table_name from information_schema.tables
                         where table_schema = current_schema() and table_type = 'BASE TABLE'
                           and table_name not in ('bot_message', 'contact_bot', 'act_ru_meter_log', 'act_ru_task_meter_log')""").query(String.class).list();
        return tables.stream()
                .mapToLong(table -> sql.sql("select count(*) from \"" + table + "\"")
                        .query(Long.class)
                        .single())
                .sum();
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + node.pid(), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
    }

    static String authorization() {
        return "Basic "
                + Base64.getEncoder().encodeToString(("admin:" + Node.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }
}
