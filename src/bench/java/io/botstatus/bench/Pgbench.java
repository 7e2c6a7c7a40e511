package io.botstatus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's own load tool with one script, prepared, and as many clients as {@link Loop} has threads. */
final class Pgbench {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+).*");
    private static final Tool TOOL = new Tool(Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)"));

    private Pgbench() {}

    static Contender of(String name, String jdbcUrl, String script) {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException(jdbcUrl);
        }
        return new Contender(name, () -> {
            Path folder = Files.createTempDirectory("bench");
            try {
                Path file = Files.writeString(folder.resolve("script.sql"), script);
                String output = Tool.output(List.of(
                        "pgbench", "-n", "-M", "prepared", "-c", "" + Loop.THREADS, "-j", "2", "-T", "" + Loop.SECONDS,
                        "-l", "--log-prefix", folder.resolve("log").toString(), "--sampling-rate", "0.05",
                        "-f", file.toString(), "-h", url.group(1), "-p", url.group(2), "-U", "postgres", url.group(3)));
                return new Figure(TOOL.rate(output), latency(folder));
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        });
    }

    /** From its logs, whose third word is a transaction's microseconds. */
    private static Latency latency(Path folder) throws IOException {
        Histogram times = Loop.histogram();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.getFileName().toString().startsWith("log")).toList()) {
                for (String line : Files.readAllLines(log)) {
                    times.recordValue(1000 * Long.parseLong(line.split(" ", 4)[2]));
                }
            }
        }
        return Latency.of(times);
    }

    /** A select by key of a contact's row. */
    static Contender statusRead(Ours ours) {
        return of("pgbench, single-row select by key", ours.jdbcUrl(), """
                \\set id random(1, %d)
                select * from contact_bot where contact_id = '%s-' || :id;
                """.formatted(ours.paused(), Ours.PAUSED));
    }

    /** The statement of PermitStore, except for its parameters, which pgbench generates. */
    static Contender permit(Ours ours) {
        return of("pgbench, the same statement", ours.jdbcUrl(), """
                \\set id random(0, %d)
                \\set reply random(1, 1000000000000000)
                with settings as (
                  select message_limit, message_limit_window from bot_settings where mode = 'auto_pilot'
                ), granted as (
                  insert into contact_bot as c (contact_id, reply_count, reply_window_start)
                  select 'active-' || :id, 1, now() from settings
                   where message_limit > 1
                     and not exists (select from bot_message
                                      where contact_id = 'active-' || :id and message_id = 'pgbench ' || :reply)
                  on conflict (contact_id) do update
                     set reply_count = case when c.reply_window_start + (select message_limit_window from settings) > now()
                                            then c.reply_count + 1 else 1 end,
                         reply_window_start =
                                       case when c.reply_window_start + (select message_limit_window from settings) > now()
                                            then c.reply_window_start else now() end
                   where c.inactive_until <= now() and c.snoozed_until <= now()
                     and (c.reply_window_start is null
                          or c.reply_window_start + (select message_limit_window from settings) <= now()
                          or c.reply_count + 1 < (select message_limit from settings))
                  returning reply_count, epoch
                ), seen as (
                  insert into bot_message (contact_id, message_id, sender, seen_at, reply_epoch)
                  select 'active-' || :id, 'pgbench ' || :reply, 'bot', now(), epoch from granted
                )
                select (select message_limit from settings) - reply_count as remaining, epoch from granted;
                """.formatted(Ours.ACTIVE - 1));
    }
}
