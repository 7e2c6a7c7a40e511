package io.botstatus.bulk;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.BotDatabase;
import io.botstatus.database.Sql;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.Holds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Does for a {@link Batch} what {@link Holds} does for one contact: the same holds and the same events in the same order, in one
 * statement. Safe because the batch is locked: no other transaction changes its contacts' holds, and the statement begins after
 * that.
 *
 * <p>Window functions compute a contact's values beside each of its holds, and no part is joined with another. A planner that
 * expects few rows would compare each row with each.
 */
final class BulkHoldStore {

    private final BotDatabase database;
    private final JdbcClient sql;

    BulkHoldStore(BotDatabase database) {
        this.database = database;
        this.sql = database.sql();
    }

    /** Allows each statement until the end of the transaction the time of a step for very many contacts. */
    void expectLongStatements() {
        database.expectLongStatements();
    }

    /**
     * Creates the rows of contacts that were never seen, in the order in which locks are taken. It looks for existing rows first,
     * since most exist, and a row found by a conflict costs many times as much.
     */
    void create(String... contacts) {
        sql.sql("""
                        insert into contact_bot (contact_id)
                        select c from unnest(cast(:contacts as text[])) as c
                         where not exists (select from contact_bot known where known.contact_id = c)
                         order by c on conflict do nothing""").param("contacts", contacts).update();
    }

    /** The contacts for which these ids stand, each once. */
    List<String> canonical(String... named) {
        return sql.sql("""
                        select distinct coalesce(c.alias_of, n) from unnest(cast(:named as text[])) as n
                          left join contact_bot c on c.contact_id = n""").param("named", named).query(String.class).list();
    }

    /** Locks those contacts that have a row until the transaction ends, and returns them. */
    List<String> lock(String... contacts) {
        return sql.sql("""
                        select contact_id from contact_bot where contact_id = any(:contacts)
                         order by contact_id for update""").param("contacts", contacts).query(String.class).list();
    }

    /** Places a hold of the change's cause for each contact. It replaces the hold of that cause, or all holds for a person. */
    List<Outcome> place(Batch batch, Origin origin) {
        return run("""
                        with stood as materialized (
                          select c.contact_id, h.cause, h.status, h.until, h.reason, h.process_instance_id,
                                 h.until <= :now as due, h.until <= :now or h.cause = :cause or :all as goes
                            from contact_bot c left join bot_hold h on h.contact_id = c.contact_id
                           where c.contact_id = any(:contacts)
                        ), each as materialized (
                          select *,
                                 min(cause) filter (where due) over contact as due_cause,
                                 case when bool_or(status = 'inactive') over contact then 'inactive'
                                      when count(cause) over contact > 0 then 'snoozed' else 'active' end as stored,
                                 case when bool_or(status = 'inactive' and not due) over contact then 'inactive'
                                      when bool_or(not due) over contact then 'snoozed' else 'active' end as before,
                                 max(until) filter (where not due) over contact as before_until,
                                 coalesce(bool_or(cause = :cause and not due) over contact, false) as replaces,
                                 greatest(max(bot_until_as('inactive', status, until)) filter (where not goes) over contact,
                                          bot_until_as('inactive', :status, :until)) as inactive_until,
                                 greatest(max(bot_until_as('snoozed', status, until)) filter (where not goes) over contact,
                                          bot_until_as('snoozed', :status, :until)) as snoozed_until,
                                 row_number() over contact_by_cause = 1 as first
                            from stood
                          window contact as (partition by contact_id), contact_by_cause as (partition by contact_id order by cause)
                        ), changes as materialized (
                          select *, bot_status_at(inactive_until, snoozed_until, :now) as after from each
                        ), gone as (
                          delete from bot_hold h using changes c
                           where h.contact_id = c.contact_id and h.cause = c.cause and c.goes and c.cause <> :cause
                        ), placed as (
                          insert into bot_hold (contact_id, cause, status, since, until, reason, set_by, process_instance_id)
                          select contact_id, :cause, :status, :now, :until, :reason, :setBy, :instance from changes where first
                          on conflict (contact_id, cause) do update
                             set status = excluded.status, since = excluded.since, until = excluded.until,
                                 slide = excluded.slide, at_most = excluded.at_most, policy_key = excluded.policy_key,
                                 reason = excluded.reason, set_by = excluded.set_by,
                                 process_instance_id = excluded.process_instance_id
                        ), derived as (
                          update contact_bot b
                             set inactive_until = c.inactive_until, snoozed_until = c.snoozed_until,
                                 epoch = nextval('bot_epoch')
                            from changes c where b.contact_id = c.contact_id and c.first
                        ), left_behind as (
                          insert into bot_bulk_change_left
                          select distinct :change, process_instance_id from changes
                           where goes and process_instance_id is not null
                          on conflict do nothing
                        ), told as (""" + BotEvents.INSERT + """
                          select contact_id, :now, type, cause, was, is_now, until, set_by, reason, :instance, :activity, null
                            from (select contact_id, 1 as place, 'expired' as type, cause, stored as was, before as is_now, until,
                                         null as set_by, reason
                                    from changes where due
                                  union all
                                  select contact_id, 2, 'released', cause, before, after, until, :setBy, :reason
                                    from changes where goes and not due and cause <> :cause
                                  union all
                                  select contact_id, 3, case when replaces then 'replaced' else 'placed' end, :cause, before,
                                         after, :until, :setBy, :reason
                                    from changes where first) as events
                           order by contact_id, place, cause
                        )
                        select contact_id, due_cause, stored, before, before_until, after, true as changed,
                               greatest(inactive_until, snoozed_until) as reactivate_at
                          from changes where first order by contact_id""", batch, batch.change().request().isAuthoritative(), origin);
    }

    /** Releases the holds that the change may release, and begins new windows for the message limit. */
    List<Outcome> release(Batch batch, Origin origin) {
        return run("""
                        with stood as materialized (
                          select c.contact_id, h.cause, h.status, h.until, h.reason, h.process_instance_id,
                                 h.until <= :now as due, h.until <= :now or :all or h.cause <> all(:kept) as goes
                            from contact_bot c left join bot_hold h on h.contact_id = c.contact_id
                           where c.contact_id = any(:contacts)
                        ), each as materialized (
                          select *,
                                 min(cause) filter (where due) over contact as due_cause,
                                 case when bool_or(status = 'inactive') over contact then 'inactive'
                                      when count(cause) over contact > 0 then 'snoozed' else 'active' end as stored,
                                 case when bool_or(status = 'inactive' and not due) over contact then 'inactive'
                                      when bool_or(not due) over contact then 'snoozed' else 'active' end as before,
                                 max(until) filter (where not due) over contact as before_until,
                                 coalesce(bool_or(goes) over contact, false) as settled,
                                 coalesce(bool_or(goes and not due) over contact, false) as changed,
                                 coalesce(max(bot_until_as('inactive', status, until)) filter (where not goes) over contact,
                                          '-infinity') as inactive_until,
                                 coalesce(max(bot_until_as('snoozed', status, until)) filter (where not goes) over contact,
                                          '-infinity') as snoozed_until,
                                 row_number() over contact_by_cause = 1 as first
                            from stood
                          window contact as (partition by contact_id), contact_by_cause as (partition by contact_id order by cause)
                        ), changes as materialized (
                          select *, bot_status_at(inactive_until, snoozed_until, :now) as after from each
                        ), gone as (
                          delete from bot_hold h using changes c
                           where h.contact_id = c.contact_id and h.cause = c.cause and c.goes
                        ), derived as (
                          update contact_bot b
                             set inactive_until = c.inactive_until, snoozed_until = c.snoozed_until,
                                 epoch = case when c.changed then nextval('bot_epoch') else b.epoch end,
                                 reply_count = 0, reply_window_start = null
                            from changes c
                           where b.contact_id = c.contact_id and c.first
                             and (c.settled or b.reply_window_start is not null)
                        ), left_behind as (
                          insert into bot_bulk_change_left
                          select distinct :change, process_instance_id from changes
                           where goes and process_instance_id is not null
                          on conflict do nothing
                        ), told as (""" + BotEvents.INSERT + """
                          select contact_id, :now, type, cause, was, is_now, until, set_by, reason, :instance, :activity, null
                            from (select contact_id, 1 as place, 'expired' as type, cause, stored as was, before as is_now, until,
                                         null as set_by, reason
                                    from changes where due
                                  union all
                                  select contact_id, 2, 'released', cause, before, after, until, :setBy, :reason
                                    from changes where goes and not due) as events
                           order by contact_id, place, cause
                        )
                        select contact_id, due_cause, stored, before, before_until, after, changed,
                               case after when 'active' then null
                                          else greatest(inactive_until, snoozed_until) end as reactivate_at
                          from changes where first and settled order by contact_id""", batch, batch.change().request().releasesAll(), origin);
    }

    private List<Outcome> run(String statement, Batch batch, boolean all, Origin origin) {
        BulkRequest request = batch.change().request();
        return sql.sql(statement)
                .param("change", batch.change().id())
                .param("contacts", batch.ids())
                .param("now", time(batch.now()))
                .param("cause", request.cause().word())
                .param("status", request.status().word())
                .param("until", time(request.until()))
                .param("all", all)
                .param("kept", Cause.keptByWorkflows().stream().map(Cause::word).toArray(String[]::new))
                .param("setBy", request.setBy())
                .param("reason", request.reason())
                .param("instance", origin.processInstanceId())
                .param("activity", origin.activityId())
                .query((row, n) -> outcome(row, request.cause()))
                .list();
    }

    private static Outcome outcome(ResultSet row, Cause cause) throws SQLException {
        ContactId contact = new ContactId(row.getString("contact_id"));
        String due = row.getString("due_cause");
        BotStatus before = BotStatus.of("before", row.getString("before"));
        BotStatus after = BotStatus.of("after", row.getString("after"));
        List<StatusChange> statuses = new ArrayList<>(2);
        if (due != null) {
            BotStatus stored = BotStatus.of("stored", row.getString("stored"));
            statuses.add(new StatusChange(contact, new Cause(due), stored, before, Sql.deadline(row, "before_until")));
        }
        boolean changed = row.getBoolean("changed");
        if (changed) {
            statuses.add(new StatusChange(contact, cause, before, after, Sql.deadline(row, "reactivate_at")));
        }
        return new Outcome(changed, statuses);
    }

    /**
     * The result for one contact.
     *
     * @param changed whether the change did more than end holds whose deadline had passed
     * @param statuses oldest first
     */
    record Outcome(boolean changed, List<StatusChange> statuses) {}
}
