package io.botstatus.status.hold;

import static io.botstatus.database.Sql.time;

import io.botstatus.status.ContactId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL that makes two contacts one, and one two. The caller has locked the rows of both. */
final class JoinStore {

    private final JdbcClient sql;

    JoinStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** The ids that stand for the contact, in their order. */
    List<ContactId> aliases(ContactId contact) {
        return sql.sql("select contact_id from contact_bot where alias_of = :contact order by contact_id")
                .param("contact", contact.value())
                .query((row, n) -> new ContactId(row.getString("contact_id")))
                .list();
    }

    /** Locks the rows of the contact's aliases, in the order of their ids. */
    void lockAliases(ContactId contact) {
        sql.sql("select 1 from contact_bot where alias_of = :contact order by contact_id for update")
                .param("contact", contact.value())
                .query(Integer.class)
                .list();
    }

    /**
     * Gives all that one contact has to another, and makes the first an alias. Where both have a hold of one cause, the harder
     * status and the later deadline count, and the process instance whose timer comes later goes on.
     *
     * @return the process instances that have lost a hold
     */
    Set<String> join(ContactId from, ContactId to, Instant now) {
        Set<String> left = holds(from, to);
        run("""
                update bot_message m
                   set contact_id = :to,
                       answers = case when not exists (select from bot_message o
                                                        where o.contact_id = :to and o.answers = m.answers) then m.answers end
                 where contact_id = :from
                   and not exists (select from bot_message o where o.contact_id = :to and o.message_id = m.message_id)""", from, to);
        run("delete from bot_message where contact_id = :from and :to is not null", from, to);
        run("update bot_event set contact_id = :to where contact_id = :from", from, to);
        sql.sql("""
                        update contact_bot t
                           set reply_count = coalesce(w.used, 0), reply_window_start = w.start
                          from (select sum(c.reply_count) as used, min(c.reply_window_start) as start
                                  from contact_bot c cross join bot_settings s
                                 where c.contact_id in (:from, :to)
                                   and c.reply_window_start + s.message_limit_window > :now) w
                         where t.contact_id = :to""")
                .param("from", from.value())
                .param("to", to.value())
                .param("now", time(now))
                .update();
        point(from, to);
        return left;
    }

    /** Makes a contact that has nothing of its own, and its aliases, aliases of another. */
    void point(ContactId from, ContactId to) {
        run("""
                update contact_bot
                   set alias_of = :to, inactive_until = '-infinity', snoozed_until = '-infinity', epoch = nextval('bot_epoch'),
                       reply_count = 0, reply_window_start = null
                 where contact_id = :from or alias_of = :from""", from, to);
    }

    /** Whether the contact has no hold, no reply of a window, no message and no event. */
    boolean isUnknown(ContactId contact) {
        return sql.sql("""
                        select reply_window_start is null
                               and not exists (select from bot_hold where contact_id = :contact)
                               and not exists (select from bot_message where contact_id = :contact)
                               and not exists (select from bot_event where contact_id = :contact)
                          from contact_bot where contact_id = :contact""")
                .param("contact", contact.value())
                .query(Boolean.class)
                .single();
    }

    private Set<String> holds(ContactId from, ContactId to) {
        Set<String> left = new HashSet<>();
        sql.sql("""
                        with pair as materialized (
                          select f.cause, f.until > t.until as from_lasts, f.slide, f.at_most, f.reason, f.set_by,
                                 f.process_instance_id as from_instance, t.process_instance_id as to_instance,
                                 case when 'inactive' in (f.status, t.status) then 'inactive' else 'snoozed' end as status,
                                 greatest(f.until, t.until) as until, least(f.since, t.since) as since
                            from bot_hold f join bot_hold t on t.cause = f.cause
                           where f.contact_id = :from and t.contact_id = :to
                        ), kept as (
                          update bot_hold t
                             set status = p.status, until = p.until, since = p.since,
                                 slide = case when p.from_lasts then p.slide else t.slide end,
                                 at_most = case when p.from_lasts then p.at_most else t.at_most end,
                                 policy_key = null, -- so that a repeat asks the policy: no single trigger made this hold
                                 reason = case when p.from_lasts then p.reason else t.reason end,
                                 set_by = case when p.from_lasts then p.set_by else t.set_by end,
                                 process_instance_id = case when p.from_lasts then p.from_instance else t.process_instance_id end
                            from pair p where t.contact_id = :to and t.cause = p.cause
                        ), gone as (
                          delete from bot_hold f using pair p where f.contact_id = :from and f.cause = p.cause
                        ), moved as (
                          update bot_hold h set contact_id = :to
                           where h.contact_id = :from and not exists (select from pair p where p.cause = h.cause)
                        ), shares as (
                          update bot_message m
                             set hold_instance = case when p.from_lasts then p.from_instance else p.to_instance end
                            from pair p
                           where m.contact_id in (:from, :to)
                             and m.hold_instance = case when p.from_lasts then p.to_instance else p.from_instance end
                        )
                        select case when from_lasts then to_instance else from_instance end as instance from pair""").param("from", from.value()).param("to", to.value()).query(row -> {
            @Nullable String instance = row.getString("instance");
            if (instance != null) {
                left.add(instance);
            }
        });
        return left;
    }

    /**
     * Makes an alias a contact of its own. It has the same holds as the contact, in the same process instances, and has used as
     * many replies, so that nothing that is held is let go.
     */
    void separate(ContactId alias, ContactId contact) {
        run("""
                with own as (
                  update contact_bot a
                     set alias_of = null, epoch = nextval('bot_epoch'), inactive_until = c.inactive_until,
                         snoozed_until = c.snoozed_until, reply_count = c.reply_count, reply_window_start = c.reply_window_start
                    from contact_bot c where a.contact_id = :from and c.contact_id = :to
                )
                insert into bot_hold (contact_id, cause, status, since, until, slide, at_most, policy_key, reason, set_by,
                                      process_instance_id)
                select :from, cause, status, since, until, slide, at_most, policy_key, reason, set_by, process_instance_id
                  from bot_hold where contact_id = :to""", alias, contact);
    }

    private void run(String statement, ContactId from, ContactId to) {
        sql.sql(statement).param("from", from.value()).param("to", to.value()).update();
    }
}
