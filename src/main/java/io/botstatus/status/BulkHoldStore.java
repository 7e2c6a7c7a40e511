package io.botstatus.status;

import static io.botstatus.status.Sql.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What {@link HoldStore} does for one contact, for a {@link Batch} of them: the same holds, the same events in the same order, in
 * one statement. Safe since the batch is locked: nobody else touches its contacts' holds, and the statement begins after that.
 */
final class BulkHoldStore {

    private final JdbcClient sql;

    BulkHoldStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes the rows of contacts that were never seen, in the order of their ids as locks are taken. */
    void create(String... contacts) {
        sql.sql("""
                        insert into contact_bot (contact_id)
                        select c from unnest(cast(:contacts as text[])) as c order by c on conflict do nothing""").param("contacts", contacts).update();
    }

    /** Those of them that have a row, locked until the transaction ends. */
    List<String> lock(String... contacts) {
        return sql.sql("""
                        select contact_id from contact_bot where contact_id = any(:contacts)
                         order by contact_id for update""").param("contacts", contacts).query(String.class).list();
    }

    /** Places a hold of the change's cause for each contact, over the one that may be there, or instead of all. */
    List<Outcome> place(Batch batch, Origin origin) {
        return run("""
                        with old as materialized (
                          select contact_id, cause, status, until, reason, process_instance_id, until <= :now as due,
                                 until <= :now or cause = :cause or :all as goes
                            from bot_hold where contact_id = any(:contacts)
                        ), stood as materialized (
                          select c.contact_id, min(o.cause) filter (where o.due) as due_cause,
                                 case when bool_or(o.status = 'inactive') then 'inactive'
                                      when count(o.cause) > 0 then 'snoozed' else 'active' end as stored,
                                 case when bool_or(o.status = 'inactive' and not o.due) then 'inactive'
                                      when bool_or(not o.due) then 'snoozed' else 'active' end as before,
                                 max(o.until) filter (where not o.due) as before_until,
                                 coalesce(bool_or(o.cause = :cause and not o.due), false) as replaces,
                                 greatest(max(o.until) filter (where not o.goes and o.status = 'inactive'),
                                          case :status when 'inactive' then :until else '-infinity' end) as inactive_until,
                                 greatest(max(o.until) filter (where not o.goes and o.status = 'snoozed'),
                                          case :status when 'snoozed' then :until else '-infinity' end) as snoozed_until
                            from unnest(cast(:contacts as text[])) as c (contact_id) left join old o using (contact_id)
                           group by c.contact_id
                        ), statuses as (
                          select *, case when inactive_until > :now then 'inactive' else 'snoozed' end as after from stood
                        ), gone as (
                          delete from bot_hold h using old o
                           where h.contact_id = o.contact_id and h.cause = o.cause and o.goes and o.cause <> :cause
                        ), placed as (
                          insert into bot_hold (contact_id, cause, status, since, until, reason, set_by, process_instance_id)
                          select contact_id, :cause, :status, :now, :until, :reason, :setBy, :instance from stood
                          on conflict (contact_id, cause) do update
                             set status = excluded.status, since = excluded.since, until = excluded.until,
                                 slide = excluded.slide, at_most = excluded.at_most, policy_key = excluded.policy_key,
                                 reason = excluded.reason, set_by = excluded.set_by,
                                 process_instance_id = excluded.process_instance_id
                        ), derived as (
                          update contact_bot c
                             set inactive_until = s.inactive_until, snoozed_until = s.snoozed_until,
                                 epoch = nextval('bot_epoch')
                            from statuses s where c.contact_id = s.contact_id
                        ), left_behind as (
                          insert into bot_bulk_change_left
                          select distinct :change, process_instance_id from old
                           where goes and process_instance_id is not null
                          on conflict do nothing
                        ), told as (
                          insert into bot_event (contact_id, at, type, cause, status_before, status_after, until, set_by,
                                                 reason, process_instance_id, activity_id)
                          select contact_id, :now, type, cause, was, is_now, until, set_by, reason, :instance, :activity
                            from (select o.contact_id, 1 as place, 'expired' as type, o.cause, s.stored as was,
                                         s.before as is_now, o.until, null as set_by, o.reason
                                    from old o join statuses s using (contact_id) where o.due
                                  union all
                                  select o.contact_id, 2, 'released', o.cause, s.before, s.after, o.until, :setBy, :reason
                                    from old o join statuses s using (contact_id)
                                   where o.goes and not o.due and o.cause <> :cause
                                  union all
                                  select contact_id, 3, case when replaces then 'replaced' else 'placed' end, :cause, before,
                                         after, :until, :setBy, :reason
                                    from statuses) as events
                           order by contact_id, place, cause
                        )
                        select contact_id, due_cause, stored, before, before_until, after, true as changed,
                               greatest(inactive_until, snoozed_until) as reactivate_at
                          from statuses order by contact_id""", batch, batch.change().request().isAuthoritative(), origin);
    }

    /** Takes away what the change may take away of each contact's holds, and begins new windows for the message limit. */
    List<Outcome> release(Batch batch, Origin origin) {
        return run("""
                        with old as materialized (
                          select contact_id, cause, status, until, reason, process_instance_id, until <= :now as due,
                                 until <= :now or :all or cause <> all(:kept) as goes
                            from bot_hold where contact_id = any(:contacts)
                        ), stood as materialized (
                          select c.contact_id, min(o.cause) filter (where o.due) as due_cause,
                                 case when bool_or(o.status = 'inactive') then 'inactive'
                                      when count(o.cause) > 0 then 'snoozed' else 'active' end as stored,
                                 case when bool_or(o.status = 'inactive' and not o.due) then 'inactive'
                                      when bool_or(not o.due) then 'snoozed' else 'active' end as before,
                                 max(o.until) filter (where not o.due) as before_until,
                                 coalesce(bool_or(o.goes), false) as settled,
                                 coalesce(bool_or(o.goes and not o.due), false) as changed,
                                 coalesce(max(o.until) filter (where not o.goes and o.status = 'inactive'),
                                          '-infinity') as inactive_until,
                                 coalesce(max(o.until) filter (where not o.goes and o.status = 'snoozed'),
                                          '-infinity') as snoozed_until
                            from unnest(cast(:contacts as text[])) as c (contact_id) left join old o using (contact_id)
                           group by c.contact_id
                        ), statuses as (
                          select *, case when inactive_until > :now then 'inactive' when snoozed_until > :now then 'snoozed'
                                         else 'active' end as after
                            from stood
                        ), gone as (
                          delete from bot_hold h using old o
                           where h.contact_id = o.contact_id and h.cause = o.cause and o.goes
                        ), derived as (
                          update contact_bot c
                             set inactive_until = s.inactive_until, snoozed_until = s.snoozed_until,
                                 epoch = case when s.changed then nextval('bot_epoch') else c.epoch end,
                                 reply_count = 0, reply_window_start = null
                            from statuses s
                           where c.contact_id = s.contact_id and (s.settled or c.reply_window_start is not null)
                        ), left_behind as (
                          insert into bot_bulk_change_left
                          select distinct :change, process_instance_id from old
                           where goes and process_instance_id is not null
                          on conflict do nothing
                        ), told as (
                          insert into bot_event (contact_id, at, type, cause, status_before, status_after, until, set_by,
                                                 reason, process_instance_id, activity_id)
                          select contact_id, :now, type, cause, was, is_now, until, set_by, reason, :instance, :activity
                            from (select o.contact_id, 1 as place, 'expired' as type, o.cause, s.stored as was,
                                         s.before as is_now, o.until, null as set_by, o.reason
                                    from old o join statuses s using (contact_id) where o.due
                                  union all
                                  select o.contact_id, 2, 'released', o.cause, s.before, s.after, o.until, :setBy, :reason
                                    from old o join statuses s using (contact_id) where o.goes and not o.due) as events
                           order by contact_id, place, cause
                        )
                        select contact_id, due_cause, stored, before, before_until, after, changed,
                               case after when 'active' then null
                                          else greatest(inactive_until, snoozed_until) end as reactivate_at
                          from statuses where settled order by contact_id""", batch, batch.change().request().releasesAll(), origin);
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
                .param("kept", Cause.keptByWorkflows())
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
     * What became of one contact.
     *
     * @param changed whether anything but what had passed anyway
     * @param statuses oldest first
     */
    record Outcome(boolean changed, List<StatusChange> statuses) {}
}
