package io.botstatus.bench;

import io.botstatus.process.BotPauses;
import io.botstatus.process.StatusRequest;
import io.botstatus.process.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Reactivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the plugin does, beside something that does the same: in turns, in one run, on one PostgreSQL. Prints a table of ratios
 * of the medians, and keeps every round's figure in {@code target/bench/side-by-side.json}.
 */
public final class SideBySide {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int PAUSED = 10_000;
    private static final int TIMERS = 600;

    private final Host ours = Host.start("spring.config.location=file:src/main/resources/application.yaml");
    private final PlainCamunda plain = new PlainCamunda();
    private final JdbcClient sql = JdbcClient.create(ours.bean(DataSource.class));
    private final BotPauses pauses = ours.bean(BotPauses.class);

    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        new SideBySide().run();
        System.exit(0); // the job executors' threads would keep it
    }

    private void run() throws Exception {
        fill();
        List<Result> results = new ArrayList<>();
        for (Row row : rows()) {
            results.add(measure(row));
            System.out.println(results.get(results.size() - 1).line());
        }
        report(results);
    }

    private List<Row> rows() {
        ContactStates states = ours.bean(ContactStates.class);
        ReplyPermits permits = ours.bean(ReplyPermits.class);
        return List.of(
                new Row(
                        "status read, Java",
                        0.55,
                        new Loop("ContactStates.of", n -> states.of(paused(n * 7919 % PAUSED))),
                        new Pgbench("pgbench, single-row select by key", ours.jdbcUrl(), """
                                \\set id random(0, %d)
                                select * from contact_bot where contact_id = 'paused ' || :id;
                                """.formatted(PAUSED - 1))),
                new Row(
                        "reply permit, Java",
                        0.7,
                        new Loop(
                                "ReplyPermits.ask",
                                n -> permits.ask(new ContactId("active " + n * 7919 % PAUSED), "reply " + n, null)),
                        new Pgbench("pgbench, the same statement", ours.jdbcUrl(), permitScript())),
                new Row(
                        "repeated trigger on hold",
                        8,
                        new Loop("BotPauses.report", n -> pauses.report(message(paused(n * 7919 % PAUSED)))),
                        new Loop("plain Camunda, an instance each", n -> plain.pause("repeated " + n % 100, "PT24H"))),
                new Row(
                        "new pause, one instance each",
                        2,
                        new Loop("BotPauses.report", n -> pauses.report(message(new ContactId("new " + n)))),
                        new Loop("plain Camunda", n -> plain.pause("new " + n, "PT24H"))),
                new Row("timers drained, one instance each", 3, drainOurs(), drainPlain()));
    }

    /** By messages first, so that their holds are such as repeats meet. */
    private void fill() {
        sql.sql("update bot_settings set message_limit = 1000000").update();
        for (int n = 0; n < PAUSED; n++) {
            pauses.report(message(paused(n)));
        }
        sql.sql("insert into contact_bot (contact_id) select 'active ' || n from generate_series(0, :last) n")
                .param("last", PAUSED - 1)
                .update();
        sql.sql("vacuum analyze").update();
    }

    private Contender drainOurs() {
        return contender("the server's settings", () -> {
            for (int n = 0; n < TIMERS; n++) {
                pauses.request(
                        new ContactId("timer " + n),
                        StatusRequest.byPerson(
                                BotStatus.SNOOZED, new Reactivation.After(Duration.ofMillis(1)), null, "ben"),
                        null);
            }
            // The other pauses' timers are not due.
            return ours.drain(jobs -> jobs.executable(), TIMERS);
        });
    }

    private Contender drainPlain() {
        return contender("plain Camunda, Spring Boot defaults", () -> {
            plain.clear();
            for (int n = 0; n < TIMERS; n++) {
                plain.pause("timer " + n, "PT0.001S");
            }
            return plain.drain(TIMERS);
        });
    }

    private static Contender contender(String name, Round round) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double round() throws Exception {
                return round.run();
            }
        };
    }

    private static Result measure(Row row) throws Exception {
        row.ours().round(); // the code is warm and the caches are full
        row.theirs().round();
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(row.ours().round());
            theirs.add(row.theirs().round());
        }
        return new Result(row, ours, theirs);
    }

    private void report(List<Result> results) throws IOException {
        System.out.printf("%n| row | against | at least | ratio | ours/s | theirs/s |%n|---|---|---|---|---|---|%n");
        results.forEach(result -> System.out.println(result.line()));
        System.out.printf(
                "%n%d processors, %s, Java %s, %s; %d rounds of %d s each in turns, %d threads or clients, medians%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version"),
                sql.sql("show server_version").query(String.class).single(),
                ROUNDS,
                Loop.SECONDS,
                Loop.THREADS);
        Path file = Path.of("target/bench/side-by-side.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                results.stream().map(Result::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
    }

    private static ContactId paused(long n) {
        return new ContactId("paused " + n);
    }

    private static Trigger message(ContactId contact) {
        return new Trigger(contact, Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of());
    }

    /** As in PermitStore, but for the parameters, which pgbench makes. */
    private static String permitScript() {
        return """
                \\set id random(0, %d)
                \\set reply random(1, 1000000000000000)
                with settings as (
                  select message_limit, message_limit_window from bot_settings where mode = 'auto_pilot'
                ), granted as (
                  insert into contact_bot as c (contact_id, reply_count, reply_window_start)
                  select 'active ' || :id, 1, now() from settings
                   where message_limit > 1
                     and not exists (select from bot_message
                                      where contact_id = 'active ' || :id and message_id = 'pgbench ' || :reply)
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
                  select 'active ' || :id, 'pgbench ' || :reply, 'bot', now(), epoch from granted
                )
                select (select message_limit from settings) - reply_count as remaining, epoch from granted;
                """.formatted(PAUSED - 1);
    }

    private interface Round {
        double run() throws Exception;
    }

    /**
     * One row of the table.
     *
     * @param mark the ratio that it has to reach
     */
    private record Row(String name, double mark, Contender ours, Contender theirs) {}

    private record Result(Row row, List<Double> ours, List<Double> theirs) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.2f | %.0f | %.0f |",
                    row.name(),
                    row.theirs().name(),
                    row.mark(),
                    median(ours) / median(theirs),
                    median(ours),
                    median(theirs));
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"row\": \"%s\", \"ours\": %s, \"theirs\": %s}",
                    row.name(),
                    ours,
                    theirs);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
