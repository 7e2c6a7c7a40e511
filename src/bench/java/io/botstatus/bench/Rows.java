package io.botstatus.bench;

import static io.botstatus.bench.Place.here;
import static io.botstatus.bench.Place.in;

import java.util.List;

/** The rows of the table: the work, the other side, and the mark. */
final class Rows {

    static final List<Row> ALL = List.of(
            Row.rate("status-read", "status read, Java", 0.55, in("ours", sides -> sides.ours().statusRead()), in("pgbench", sides -> Pgbench.statusRead(sides.ours()))),
            Row.rate("job-http", "the whole job by HTTP", 0.8, here(sides -> sides.http().ours().job()), here(sides -> sides.http().flags().job())),
            Row.rate("status-read-http", "status read, HTTP", 0.9, here(sides -> sides.http().ours().statusRead()), here(sides -> sides.http().flags().statusRead())),
            Row.rate("permit", "reply permit, Java", 0.7, in("ours", sides -> sides.ours().permit()), in("pgbench", sides -> Pgbench.permit(sides.ours()))),
            Row.rate("repeat", "repeated trigger on hold", 8, in("ours", sides -> sides.ours().repeat()), in("plain", sides -> sides.plain().repeat())),
            Row.rate("new-pause", "new pause, one instance each", 1.3, in("ours", sides -> sides.ours().newPause()), in("plain", sides -> sides.plain().newPause())),
            Row.rate("timers", "timers drained, one instance each", 1.8, in("ours", sides -> sides.ours().timers()), in("plain", sides -> sides.plain().timers())),
            Row.rate("new-pause-cohort", "new pause with a cohort window", 1.2, in("many", sides -> sides.many().newPause()), in("db-scheduler", sides -> sides.dbScheduler().schedule())),
            Row.rate("timers-cohort", "reactivations drained with a cohort window", 5, in("many", sides -> sides.many().timers()), in("db-scheduler", sides -> sides.dbScheduler().execute())),
            Row.rate("bulk-pause", "bulk pause of 100,000", 0.5, in("many", sides -> sides.many().bulkPause()), in("bare-sql", sides -> sides.bareSql().pause())),
            Row.rate("bulk-reactivation", "bulk reactivation of 100,000", 0.5, in("many", sides -> sides.many().bulkReactivation()), in("bare-sql", sides -> sides.bareSql().reactivation())),
            Row.rate("flowable", "pause and drain, one instance each", 2.2, in("ours", sides -> sides.ours().pauseAndDrain()), in("flowable", sides -> sides.flowable().pauseAndDrain())),
            Row.rate("million-status-read", "status read with 1,000,000 paused", 0.85, in("million", sides -> sides.million().statusRead()), in("ours", sides -> sides.ours().statusRead().named("with 10,000"))),
            Row.rate("million-permit", "reply permit with 1,000,000 paused", 0.9, in("million", sides -> sides.million().permit()), in("ours", sides -> sides.ours().permit().named("with 10,000"))),
            Row.rate("million-repeat", "repeated trigger with 1,000,000 paused", 0.9, in("million", sides -> sides.million().repeat()), in("ours", sides -> sides.ours().repeat().named("with 10,000"))),
            Row.rate("million-new-pause", "new pause with 1,000,000 paused", 0.9, in("million", sides -> sides.million().newPause()), in("ours", sides -> sides.ours().newPause().named("with 10,000"))),
            Row.rate("million-list", "list page with 1,000,000 paused", 0.9, in("million", sides -> sides.million().listPage()), in("ours", sides -> sides.ours().listPage().named("with 10,000"))),
            Row.rate("million-acquisition", "job acquisition with 1,000,000 paused", 0.9, in("million", sides -> sides.million().acquisition()), in("ours", sides -> sides.ours().acquisition().named("with 10,000"))),
            Row.time("permit-under-load", "99 of 100 permits beside timers and pauses, milliseconds", 3, in("under-load", sides -> sides.underLoad().loaded()), in("under-load", sides -> sides.underLoad().quiet())),
            Row.cost("start", "start to ready, seconds", 1.25, here(sides -> sides.jar().start()), here(sides -> sides.plainJar().start())),
            Row.cost("memory", "memory at rest, MB", 1.25, here(sides -> sides.jar().memory()), here(sides -> sides.plainJar().memory())));

    private Rows() {}

    static Row of(String name) {
        return ALL.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no row " + name + " among "
                        + ALL.stream().map(Row::name).toList()));
    }
}
