package io.botstatus.bench;

import io.botstatus.bench.Row.Turns;
import java.util.List;

/** The rows of the table: the work, the other side, and the mark. */
final class Rows {

    static final List<Row> ALL = List.of(
            Row.rate("status-read", "status read, Java", 0.55, sides ->
                    new Turns(sides.ours().statusRead(), Pgbench.statusRead(sides.ours()))),
            Row.rate("job-http", "the whole job by HTTP", 0.8, sides ->
                    new Turns(sides.http().ours().job(), sides.http().flags().job())),
            Row.rate("status-read-http", "status read, HTTP", 0.9, sides ->
                    new Turns(sides.http().ours().statusRead(), sides.http().flags().statusRead())),
            Row.rate("permit", "reply permit, Java", 0.7, sides ->
                    new Turns(sides.ours().permit(), Pgbench.permit(sides.ours()))),
            Row.rate("repeat", "repeated trigger on hold", 8, sides ->
                    new Turns(sides.ours().repeat(), sides.plain().repeat())),
            Row.rate("new-pause", "new pause, one instance each", 1.3, sides ->
                    new Turns(sides.ours().newPause(), sides.plain().newPause())),
            Row.rate("timers", "timers drained, one instance each", 1.8, sides ->
                    new Turns(sides.ours().timers(), sides.plain().timers())),
            Row.rate("new-pause-cohort", "new pause with a cohort window", 1.2, sides ->
                    new Turns(sides.many().newPause(), sides.dbScheduler().schedule())),
            Row.rate("timers-cohort", "reactivations drained with a cohort window", 5, sides ->
                    new Turns(sides.many().timers(), sides.dbScheduler().execute())),
            Row.rate("bulk-pause", "bulk pause of 100,000", 0.5, sides ->
                    new Turns(sides.many().bulkPause(), sides.bareSql().pause())),
            Row.rate("bulk-reactivation", "bulk reactivation of 100,000", 0.5, sides ->
                    new Turns(sides.many().bulkReactivation(), sides.bareSql().reactivation())),
            Row.rate("flowable", "pause and drain, one instance each", 2.2, sides ->
                    new Turns(sides.ours().pauseAndDrain(), sides.flowable().pauseAndDrain())),
            Row.rate("million-status-read", "status read with 1,000,000 paused", 0.85, sides ->
                    new Turns(sides.million().statusRead(), sides.ours().statusRead().named("with 10,000"))),
            Row.rate("million-permit", "reply permit with 1,000,000 paused", 0.9, sides ->
                    new Turns(sides.million().permit(), sides.ours().permit().named("with 10,000"))),
            Row.rate("million-repeat", "repeated trigger with 1,000,000 paused", 0.9, sides ->
                    new Turns(sides.million().repeat(), sides.ours().repeat().named("with 10,000"))),
            Row.rate("million-new-pause", "new pause with 1,000,000 paused", 0.9, sides ->
                    new Turns(sides.million().newPause(), sides.ours().newPause().named("with 10,000"))),
            Row.rate("million-list", "list page with 1,000,000 paused", 0.9, sides ->
                    new Turns(sides.million().listPage(), sides.ours().listPage().named("with 10,000"))),
            Row.rate("million-acquisition", "job acquisition with 1,000,000 paused", 0.9, sides ->
                    new Turns(sides.million().acquisition(), sides.ours().acquisition().named("with 10,000"))),
            Row.cost("permit-under-load", "99 of 100 permits beside timers and pauses, milliseconds", 3, sides ->
                    new Turns(sides.underLoad().loaded(), sides.underLoad().quiet())),
            Row.cost("start", "start to ready, seconds", 1.25, sides ->
                    new Turns(sides.jar().start(), sides.plainJar().start())),
            Row.cost("memory", "memory at rest, MB", 1.25, sides ->
                    new Turns(sides.jar().memory(), sides.plainJar().memory())));

    private Rows() {}
}
