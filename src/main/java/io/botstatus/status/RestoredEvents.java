package io.botstatus.status;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Events that another database server has written: after {@code pg_dump} and a restore the new server counts its transactions from
 * the beginning. {@link EventFeed} would take the old ones for new when its count comes to their numbers.
 *
 * <p>A transaction whose event this server shows has a number below the end of the snapshot that shows it. So what has a higher one
 * is from elsewhere, and gets the number 0 of no transaction. To be called before anybody follows the history; safe at any time, on
 * any number of nodes. Where nothing was restored it is one look at the end of an index.
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
            LOG.info("The history was restored from another database server: {} events count as told.", settled);
        }
    }

    private int settleSome() {
        return sql.sql("""
                        update bot_event set xid = '0'
                         where id in (select id from bot_event where xid >= pg_snapshot_xmax(pg_current_snapshot())
                                       order by xid limit :limit for update skip locked)""").param("limit", ROWS).update();
    }
}
