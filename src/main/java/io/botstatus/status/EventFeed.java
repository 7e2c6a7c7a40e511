package io.botstatus.status;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows the history of all contacts, whichever node writes it: each look tells what was committed since the look before.
 *
 * <ol>
 *   <li>The statement that reads also tells its snapshot: which transactions PostgreSQL let it see.
 *   <li>The next look asks for the events of the transactions that this snapshot did not see: those that were running, and
 *       those that began later. So an event that was written early and committed late is told late, never missed; and none is
 *       told twice. However long a transaction runs, the look reads no more than what is new.
 *   <li>Events that were restored from another server, whose count of transactions was another, are no news ({@link RestoredEvents}).
 *   <li>A contact's events are written under its lock: their ids are in the order of their commits, and whoever sees one sees
 *       all before it. So each look tells them in their order.
 * </ol>
 *
 * <p>The place where a look ended is the caller's to keep. Thread-safe.
 */
public final class EventFeed {

    private final JdbcClient sql;

    EventFeed(JdbcClient sql) {
        this.sql = sql;
    }

    /** Where to begin: all that is committed by now counts as told. */
    public Place now() {
        return sql.sql("select pg_current_snapshot()::text")
                .query((row, n) -> new Place(row.getString(1)))
                .single();
    }

    /** Everything that was committed since, oldest first for each contact. */
    public Look after(Place place) {
        return sql.sql("""
                        select pg_current_snapshot()::text as snapshot, e.*
                          from (values (1)) as one
                          left join bot_event e
                            on e.xid = any(array(select pg_snapshot_xip(:seen::pg_snapshot)))
                            or (e.xid >= pg_snapshot_xmax(:seen::pg_snapshot)
                                and e.xid < pg_snapshot_xmax(pg_current_snapshot()))
                         order by e.id""").param("seen", place.snapshot()).query(rows -> {
            rows.next(); // there is always one
            Place next = new Place(rows.getString("snapshot"));
            if (rows.getObject("id") == null) {
                return new Look(List.of(), next);
            }
            List<BotEvent> events = new ArrayList<>();
            do {
                events.add(BotEvents.event(rows));
            } while (rows.next());
            return new Look(List.copyOf(events), next);
        });
    }

    /**
     * Where a look ended.
     *
     * @param snapshot as PostgreSQL writes it
     */
    public record Place(String snapshot) {}

    /**
     * What a look told.
     *
     * @param next from where to look on
     */
    public record Look(List<BotEvent> events, Place next) {}
}
