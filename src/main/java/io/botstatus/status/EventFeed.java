package io.botstatus.status;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows the history of all contacts, whichever node writes it: each poll returns the events that were committed since the poll
 * before.
 *
 * <ol>
 *   <li>The statement that reads also returns its snapshot: the transactions that PostgreSQL let it see.
 *   <li>The next poll asks for the events of the transactions that this snapshot did not see: those that were running, and those
 *       that began later. So an event that was written early and committed late is returned late, never missed, and none is
 *       returned twice. However long a transaction runs, a poll reads only new events.
 *   <li>Restored events from another server are no news, because that server counted its transactions differently
 *       ({@link RestoredEvents}).
 *   <li>A contact's events are written under its lock, so their ids follow the order of their commits. A reader that sees one event
 *       sees all before it, and each poll returns them in order.
 * </ol>
 *
 * <p>The caller keeps the place where a poll ended. Thread-safe.
 */
public final class EventFeed {

    private final JdbcClient sql;

    EventFeed(JdbcClient sql) {
        this.sql = sql;
    }

    /** Where to begin: all that is committed by now counts as read. */
    public Place now() {
        return sql.sql("select pg_current_snapshot()::text")
                .query((row, n) -> new Place(row.getString(1)))
                .single();
    }

    /** All events that were committed since this place, oldest first for each contact. */
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
     * Where a poll ended.
     *
     * @param snapshot as PostgreSQL writes it
     */
    public record Place(String snapshot) {}

    /**
     * The result of a poll.
     *
     * @param next where the next poll begins
     */
    public record Look(List<BotEvent> events, Place next) {}
}
