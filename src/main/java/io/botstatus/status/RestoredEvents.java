package io.botstatus.status;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds events that another database server wrote. After {@code pg_dump} and a restore the new server counts its transactions from
 * the beginning, and {@link EventFeed} would take old events for new ones when the count reaches their numbers.
 *
 * <p>A transaction whose event this server shows has a number below the end of the snapshot that shows it. So an event with a
 * higher number comes from elsewhere, and gets the number 0, which no transaction has. Call this before any thread follows the
 * history. It is idempotent and safe on any number of nodes. Without restored events it costs one look at the end of an index.
 */
final class RestoredEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredEvents.class);
    private static final int ROWS = 10_000;

    private final JdbcClient sql;

    RestoredEvents(JdbcClient sql) {
        this.sql = sql;
    }

    void settle() {
        long settled = 0;
        for (int rows = settleSome(); rows > 0; rows = settleSome()) {
            settled += rows;
        }
        if (settled > 0) {
            LOG.info("The history was restored from another database server: {} events count as read.", settled);
        }
    }

    private int settleSome() {
        return sql.sql("""
                        update bot_event set xid = '0'
                         where id in (select id from bot_event where xid >= pg_snapshot_xmax(pg_current_snapshot())
                                       order by xid limit :limit for update skip locked)""").param("limit", ROWS).update();
    }
}
