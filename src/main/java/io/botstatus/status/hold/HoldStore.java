package io.botstatus.status.hold;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.BotDatabase;
import io.botstatus.database.Sql;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The SQL of holds and of the contact row that is derived from them.
 *
 * <p>Every change locks the contact's row first, then reads: under READ COMMITTED each later statement of the transaction sees
 * what the previous owner of the lock committed. Rows of several contacts are locked in the order of their ids.
 */
final class HoldStore {

    /** A statement that changes this many contacts ends in time on any healthy database. */
    private static final int FEW = 500;

    /** The holds of a contact whose row this transaction has created, told from those of any other by identity. */
    private static final List<Hold> JUST_CREATED = Collections.unmodifiableList(new ArrayList<>());

    /** The contact for which an id stands, as a part of a statement. */
    private static final String CANONICAL = """
            canonical as materialized (
              select coalesce((select alias_of from contact_bot where contact_id = :contact), :contact) as id
            )""";

    private final BotDatabase database;
    private final JdbcClient sql;

    public HoldStore(BotDatabase database) {
        this.database = database;
        this.sql = database.sql();
    }

    /**
     * Locks the contact's row until the transaction ends, and returns the contact. An alias stands for its contact. A contact that
     * was never seen gets a row first.
     */
    ContactId lock(ContactId named) {
        return lockOrCreate(named).contact;
    }

    /**
     * Locks the rows of those contacts that no other transaction has locked, with one statement and in the order of their ids, and
     * reads their holds for the first change of each. It waits for no row that is there. It may wait for one that another
     * transaction has just created, so it creates rows first, before it has locked any.
     *
     * @return the contacts by the names that were given
     */
    Map<ContactId, ContactId> lockFree(Collection<ContactId> named) {
        Map<ContactId, ContactId> locked = new HashMap<>();
        Map<ContactId, List<Hold>> holds = new HashMap<>();
        sql.sql("""
                        with canonical as materialized (
                          select name, coalesce((select alias_of from contact_bot where contact_id = name), name) as id
                            from unnest(:names) as name
                        ), created as (
                          insert into contact_bot (contact_id)
                          select distinct id from canonical
                           where not exists (select from contact_bot where contact_id = id)
                           order by id
                          on conflict do nothing returning contact_id
                        ), known as materialized (
                          select contact_id from contact_bot
                           where contact_id = any(array(select id from canonical)) and alias_of is null
                             and (select count(*) from created) is not null
                           order by contact_id for update skip locked
                        )
                        select name, id, exists (select from created where contact_id = id) as created from canonical
                         where id = any(array(select contact_id from known union all select contact_id from created))""")
                .param("names", named.stream().map(ContactId::value).toArray(String[]::new))
                .query(row -> {
                    ContactId contact = new ContactId(row.getString("id"));
                    locked.put(new ContactId(row.getString("name")), contact);
                    if (row.getBoolean("created")) {
                        holds.put(contact, JUST_CREATED);
                    }
                });
        read(holds, Set.copyOf(locked.values()));
        foundBefore().putAll(holds);
        return locked;
    }

    /** Reads the holds of contacts that were there before. */
    private void read(Map<ContactId, List<Hold>> holds, Set<ContactId> contacts) {
        List<String> known = contacts.stream()
                .filter(contact -> !holds.containsKey(contact))
                .map(ContactId::value)
                .toList();
        if (known.isEmpty()) {
            return;
        }
        known.forEach(contact -> holds.put(new ContactId(contact), new ArrayList<>()));
        sql.sql("select * from bot_hold where contact_id = any(:contacts) order by contact_id, cause")
                .param("contacts", known.toArray(String[]::new))
                .query(row -> {
                    holds.computeIfAbsent(new ContactId(row.getString("contact_id")), contact -> new ArrayList<>())
                            .add(Hold.of(row));
                });
    }

    /** Deletes the rows that {@link #lockFree} has created in this transaction for contacts that nothing has changed. */
    void deleteUnused() {
        String[] unused = foundBefore().entrySet().stream()
                .filter(contact -> contact.getValue() == JUST_CREATED)
                .map(contact -> contact.getKey().value())
                .toArray(String[]::new);
        if (unused.length > 0) {
            sql.sql("delete from contact_bot where contact_id = any(:contacts)")
                    .param("contacts", unused)
                    .update();
        }
    }

    /**
     * The holds that {@link #lockFree} has read in this transaction. They are true until the first change of the contact, which takes
     * them out.
     */
    @SuppressWarnings("unchecked")
    private Map<ContactId, List<Hold>> foundBefore() {
        Map<ContactId, List<Hold>> found =
                (Map<ContactId, List<Hold>>) TransactionSynchronizationManager.getResource(this);
        if (found != null) {
            return found;
        }
        Map<ContactId, List<Hold>> none = new HashMap<>();
        TransactionSynchronizationManager.bindResource(this, none);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(HoldStore.this);
            }
        });
        return none;
    }

    private @Nullable Found foundBefore(ContactId contact) {
        if (!TransactionSynchronizationManager.hasResource(this)) {
            return null;
        }
        List<Hold> holds = foundBefore().remove(contact);
        return holds == null ? null : new Found(contact, holds);
    }

    /** Locks the contact's row like {@link #lock}, and reads the holds. */
    Found lockAndFind(ContactId named) {
        Found before = foundBefore(named);
        if (before != null) {
            return before;
        }
        Locked locked = lockOrCreate(named);
        // A new row waited for nobody and has no holds; any other is read once it is locked.
        return new Found(locked.contact, locked.created ? List.of() : find(locked.contact));
    }

    private Locked lockOrCreate(ContactId named) {
        // Retry if another transaction deletes or inserts the row at the same moment, so that it is neither known nor
        // created, or makes the contact an alias before this one has its lock.
        while (true) {
            Optional<Locked> locked = sql.sql("with " + CANONICAL + """
                            , known as materialized (
                              select contact_id, alias_of from contact_bot where contact_id = (select id from canonical) for update
                            ), created as (
                              insert into contact_bot (contact_id) select id from canonical where not exists (select from known)
                              on conflict do nothing returning contact_id
                            )
                            select contact_id, false as created from known where alias_of is null
                            union all
                            select contact_id, true from created""")
                    .param("contact", named.value())
                    .query((row, n) ->
                            new Locked(new ContactId(row.getString("contact_id")), row.getBoolean("created")))
                    .optional();
            if (locked.isPresent()) {
                return locked.get();
            }
        }
    }

    /** The contact for which an id stands. */
    ContactId canonical(ContactId named) {
        return sql.sql("with " + CANONICAL + " select id from canonical")
                .param("contact", named.value())
                .query((row, n) -> new ContactId(row.getString("id")))
                .single();
    }

    /** Locks the contact's row if it has one, and returns the contact for which the name stands. */
    ContactId lockIfKnown(ContactId named) {
        while (true) {
            Optional<ContactId> locked = sql.sql("with " + CANONICAL + """
                            , known as materialized (
                              select alias_of from contact_bot where contact_id = (select id from canonical) for update
                            )
                            select id from canonical where not exists (select from known where alias_of is not null)""")
                    .param("contact", named.value())
                    .query((row, n) -> new ContactId(row.getString("id")))
                    .optional();
            if (locked.isPresent()) {
                return locked.get();
            }
        }
    }

    /**
     * Locks these pauses of a bulk change, so that another transaction waits before it asks whether they have holds left. Comes
     * after the contacts' locks.
     */
    private void lockPauses(Collection<String> instances) {
        sql.sql("""
                        select 1 from bot_bulk_change_pause where process_instance_id = any(:instances)
                         order by process_instance_id for update""")
                .param("instances", instances.toArray(String[]::new))
                .query(Integer.class)
                .list();
    }

    private List<Hold> find(ContactId contact) {
        return sql.sql("select * from bot_hold where contact_id = :contact order by cause")
                .param("contact", contact.value())
                .query((row, n) -> Hold.of(row))
                .list();
    }

    /**
     * What a change finds under the lock.
     *
     * @param holds all that have a row, the due ones too
     */
    record Found(ContactId contact, List<Hold> holds) {}

    /** A contact whose row is locked. */
    private record Locked(ContactId contact, boolean created) {}

    /**
     * Writes in one statement: the hold over the one of its cause, the derived values of the contact's row, the event, and the
     * message that asked for it. If the message was seen before, nothing is written.
     *
     * <p>Safe because the caller owns the lock of the contact's row, so the deadlines that it derived from all holds still stand.
     * Two deliveries of one message come one after the other, and the second finds the first one's row.
     *
     * @param live all holds of the contact, with this one among them
     * @return whether it was written
     */
    boolean place(
            SeenMessages.@Nullable Message message,
            Hold hold,
            Collection<Hold> live,
            Pause pause,
            BotEvent.Type type,
            StatusChange change,
            Origin origin,
            Instant now) {
        SeenMessages.Share share = message == null ? null : message.share();
        Duration slide = pause.slide();
        UUID policyKey = pause.repeatKey();
        return sql.sql("""
                        with seen as (
                          insert into bot_message (contact_id, message_id, sender, certainty, seen_at, hold_instance, hold_status,
                                                   hold_until)
                          select :contact, :message, :sender, :certainty, :now, :shareInstance, :shareStatus, cast(:shareUntil as timestamptz)
                           where cast(:message as text) is not null
                          on conflict do nothing returning 1
                        ), fresh as (
                          select 1 where cast(:message as text) is null or exists (select from seen)
                        ), held as (
                          insert into bot_hold (contact_id, cause, status, since, until, slide, at_most, policy_key, reason, set_by,
                                                process_instance_id)
                          select :contact, :cause, :status, :since, :until, make_interval(secs => :slide), :atMost,
                                 cast(:key as uuid), :reason, :setBy, :holdInstance
                            from fresh
                          on conflict (contact_id, cause) do update
                             set status = excluded.status, since = excluded.since, until = excluded.until,
                                 slide = excluded.slide, at_most = excluded.at_most, policy_key = excluded.policy_key,
                                 reason = excluded.reason, set_by = excluded.set_by,
                                 process_instance_id = excluded.process_instance_id
                        ), derived as (
                          update contact_bot
                             set inactive_until = :inactiveUntil, snoozed_until = :snoozedUntil, epoch = nextval('bot_epoch')
                            from fresh where contact_id = :contact
                        ), told as (""" + BotEvents.INSERT + """
                          select :contact, :now, :type, :cause, :before, :after, :until, :eventBy, :eventReason, :instance,
                                 :activity, :evidence
                            from fresh
                        )
                        select exists (select from fresh)""")
                .param("contact", change.contact().value())
                .param("message", message == null ? null : message.id())
                .param("sender", message == null ? null : message.sender().word())
                .param("certainty", (message == null ? Certainty.WORD : message.certainty()).word())
                .param("shareInstance", share == null ? null : share.processInstanceId())
                .param("shareStatus", share == null ? null : share.status().word())
                .param("shareUntil", share == null ? null : time(share.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("cause", hold.cause().word())
                .param("status", hold.status().word())
                .param("since", time(hold.since()))
                .param("until", time(hold.until()))
                .param("slide", slide == null ? null : Sql.seconds(slide), Types.DOUBLE)
                .param("atMost", time(pause.latestFrom(hold.since())))
                .param("key", policyKey == null ? null : policyKey.toString())
                .param("reason", hold.reason())
                .param("setBy", hold.setBy())
                .param("holdInstance", hold.processInstanceId())
                .param("inactiveUntil", latest(live, BotStatus.INACTIVE))
                .param("snoozedUntil", latest(live, BotStatus.SNOOZED))
                .param("type", type.word())
                .param("before", change.before().word())
                .param("after", change.after().word())
                .param("eventBy", pause.setBy())
                .param("eventReason", pause.reason())
                .param("instance", origin.processInstanceId())
                .param("activity", origin.activityId())
                .param("evidence", origin.evidence())
                .param("now", time(now))
                .query(Boolean.class)
                .single();
    }

    /** The latest deadline of the holds with this status, as a contact's row has it: '-infinity' if there are none. */
    private static OffsetDateTime latest(Collection<Hold> holds, BotStatus status) {
        return holds.stream()
                .filter(hold -> hold.status() == status)
                .map(hold -> time(hold.until()))
                .max(Comparator.naturalOrder())
                .orElse(OffsetDateTime.MIN);
    }

    /** Changes only the status and the deadline. The rule for repeats stays. */
    void soften(ContactId contact, Hold hold) {
        sql.sql("""
                        update bot_hold set status = :status, until = :until
                         where contact_id = :contact and cause = :cause""")
                .param("contact", contact.value())
                .param("cause", hold.cause().word())
                .param("status", hold.status().word())
                .param("until", time(hold.until()))
                .update();
    }

    void delete(ContactId contact, Collection<Cause> causes) {
        sql.sql("delete from bot_hold where contact_id = :contact and cause in (:causes)")
                .param("contact", contact.value())
                .param("causes", causes.stream().map(Cause::word).toList())
                .update();
    }

    /** Derives the contact's row from its holds. {@code changed} raises the epoch, so that replies asked for before are refused. */
    void derive(ContactId contact, boolean changed) {
        sql.sql("""
                        update contact_bot c
                           set inactive_until = h.inactive_until,
                               snoozed_until = h.snoozed_until,
                               epoch = case when :changed then nextval('bot_epoch') else c.epoch end
                          from (select coalesce(max(bot_until_as('inactive', status, until)), '-infinity') as inactive_until,
                                       coalesce(max(bot_until_as('snoozed', status, until)), '-infinity') as snoozed_until
                                  from bot_hold where contact_id = :contact) h
                         where c.contact_id = :contact""").param("contact", contact.value()).param("changed", changed).update();
    }

    /**
     * Those contacts that have {@link Cause#MOST_OWN} holds with builders' own causes, none of them this cause. The answer stays
     * true as long as the contacts are locked.
     */
    List<String> withoutRoom(Cause cause, Instant now, String... contacts) {
        return sql.sql("""
                        select contact_id from bot_hold
                         where contact_id = any(:contacts) and until > :now and cause <> all(:known)
                         group by contact_id
                        having count(*) >= :most and not bool_or(cause = :cause)""")
                .param("contacts", contacts)
                .param("now", time(now))
                .param("known", words(Cause.known()))
                .param("most", Cause.MOST_OWN)
                .param("cause", cause.word())
                .query(String.class)
                .list();
    }

    private static String[] words(Collection<Cause> causes) {
        return causes.stream().map(Cause::word).toArray(String[]::new);
    }

    /** The next reply opens a new window. */
    void closeReplyWindow(ContactId contact) {
        sql.sql("""
                        update contact_bot set reply_count = 0, reply_window_start = null
                         where contact_id = :contact and reply_window_start is not null""").param("contact", contact.value()).update();
    }

    /**
     * Those process instances that have no hold any more and can get none. Two contacts that leave an instance of a bulk change at
     * the same time would each still see the other's hold. So each locks the instance's row first, and the second sees that it is
     * the last. (The instance of a cohort looks again at the end of its window.)
     */
    Set<String> finished(Collection<String> instances) {
        lockPauses(instances);
        return sql.sql("""
                        select i from unnest(:instances) as i
                         where not exists (select from bot_hold h where h.process_instance_id = i)
                           and not exists (select from bot_cohort c where c.process_instance_id = i)""")
                .param("instances", instances.toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /**
     * A repeated trigger as one statement, without the engine and the policy. It moves the deadline of a live hold that the same
     * policy made for the same attributes.
     *
     * <p>Safe because the statement locks the contact's row and then the hold's, in the order of every change, and PostgreSQL
     * evaluates its conditions again on what the previous owner committed. Two deliveries of one message collide on the key of
     * bot_message, and the second statement rolls back.
     *
     * @return the outcome; empty if there is no such hold, the message was seen before, or the message is older than the hold or
     *     too old to pause: then the caller asks the policy
     */
    Optional<TriggerOutcome> repeat(
            ContactId contact, Cause cause, UUID policyKey, Instant happened, Source source, Instant now) {
        return sql.sql("""
                        with held as (
                          select h.contact_id, h.cause, h.status, h.until, h.reason, h.process_instance_id, h.slide, h.at_most,
                                 bot_status_at(c.inactive_until, 'infinity', :now) as contact_status,
                                 case when h.slide is null then h.until
                                      else greatest(h.until, least(:happened + h.slide, h.at_most)) end as target
                            from contact_bot c join bot_hold h on h.contact_id = c.contact_id
                           where c.contact_id = :contact and h.cause = :cause and h.until > :now
                             and h.policy_key = cast(:key as uuid) and h.since <= :happened
                             and (h.slide is null or :happened + h.slide > :now)
                             and not exists (select from bot_message m
                                              where m.contact_id = :contact and m.message_id = :message)
                             for update of c, h
                        ), seen as (
                          insert into bot_message (contact_id, message_id, sender, certainty, seen_at, hold_instance, hold_status,
                                                   hold_until)
                          select contact_id, :message, :sender, :certainty, :now, process_instance_id, status,
                                 case when slide is null then until else least(:happened + slide, at_most) end
                            from held
                        ), moved as (
                          update bot_hold h set until = held.target from held
                           where h.contact_id = held.contact_id and h.cause = held.cause and held.target > held.until
                        ), derived as (
                          update contact_bot c
                             set inactive_until = greatest(c.inactive_until, bot_until_as('inactive', held.status, held.target)),
                                 snoozed_until = greatest(c.snoozed_until, bot_until_as('snoozed', held.status, held.target)),
                                 epoch = nextval('bot_epoch')
                            from held where c.contact_id = held.contact_id and held.target > held.until
                        ), told as (""" + BotEvents.INSERT + """
                          select contact_id, :now, 'extended', cause, contact_status, contact_status, target, :setBy, reason,
                                 process_instance_id, null, :evidence
                            from held where target > until
                        )
                        select contact_status, target > until as moved from held""")
                .param("contact", contact.value())
                .param("cause", cause.word())
                .param("key", policyKey.toString())
                .param("happened", time(happened))
                .param("message", Holds.idOf(source.messageId()))
                .param("sender", cause.sender().word())
                .param("certainty", source.certainty().word())
                .param("setBy", source.sentBy())
                .param("evidence", source.evidence())
                .param("now", time(now))
                .query((row, n) -> new TriggerOutcome(
                        row.getBoolean("moved") ? Effect.EXTENDED : Effect.NONE,
                        BotStatus.of("status", row.getString("contact_status"))))
                .optional();
    }

    /**
     * Locks the contacts that have holds of this process instance, in the order of their ids. If there are more than {@code limit},
     * it locks those with the earliest deadlines.
     */
    List<String> lockContactsOf(String processInstanceId, int limit) {
        List<String> contacts = sql.sql("""
                        select contact_id from contact_bot
                         where contact_id in (select contact_id from bot_hold where process_instance_id = :instance
                                               order by until limit :limit)
                         order by contact_id for update""")
                .param("instance", processInstanceId)
                .param("limit", limit)
                .query(String.class)
                .list();
        if (contacts.size() > FEW) {
            database.expectLongStatements();
        }
        return contacts;
    }

    /**
     * Ends the holds of one process instance with deadlines at or before {@code end}, for all these contacts at once. Such a hold
     * is expired if its deadline has passed, and released otherwise. The caller must have locked the contacts, and a hold that
     * moved before the lock is judged by its new deadline.
     *
     * @return each contact's status before and after, and the hold's deadline
     */
    List<Ended> end(
            Collection<String> processInstanceIds,
            List<String> contacts,
            @Nullable Instant end,
            @Nullable String setBy,
            @Nullable String reason,
            @Nullable String activityId,
            Instant now) {
        return sql.sql("""
                        with stood as materialized (
                          select contact_id, cause, status, until, reason, process_instance_id,
                                 process_instance_id = any(:instances) and until <= :end as goes
                            from bot_hold where contact_id = any(:contacts)
                        ), each as materialized (
                          select *,
                                 bool_or(goes and until > :now) over contact as changed,
                                 bool_or(goes and status = 'inactive') over contact as was_inactive,
                                 coalesce(max(bot_until_as('inactive', status, until)) filter (where goes is not true) over contact,
                                          '-infinity') as inactive_until,
                                 coalesce(max(bot_until_as('snoozed', status, until)) filter (where goes is not true) over contact,
                                          '-infinity') as snoozed_until
                            from stood window contact as (partition by contact_id)
                        ), gone as materialized (
                          select *,
                                 case when was_inactive or inactive_until > :now then 'inactive' else 'snoozed' end as before,
                                 bot_status_at(inactive_until, snoozed_until, :now) as after,
                                 row_number() over (partition by contact_id order by cause) = 1 as first
                            from each where goes
                        ), deleted as (
                          delete from bot_hold h using gone g where h.contact_id = g.contact_id and h.cause = g.cause
                        ), updated as (
                          update contact_bot c
                             set inactive_until = g.inactive_until, snoozed_until = g.snoozed_until,
                                 epoch = case when g.changed then nextval('bot_epoch') else c.epoch end
                            from gone g where c.contact_id = g.contact_id and g.first
                        ), told as (""" + BotEvents.INSERT + """
                          select contact_id, :now, case when until > :now then 'released' else 'expired' end, cause, before,
                                 after, until, :setBy, coalesce(:reason, reason), process_instance_id, :activity, null
                            from gone order by contact_id, cause
                        )
                        select contact_id, cause, before, after, until,
                               nullif(greatest(inactive_until, snoozed_until), '-infinity') as reactivate_at
                          from gone order by contact_id, cause""")
                .param("instances", processInstanceIds.toArray(String[]::new))
                .param("contacts", contacts.toArray(String[]::new))
                .param("end", time(end))
                .param("setBy", setBy)
                .param("reason", reason)
                .param("activity", activityId)
                .param("now", time(now))
                .query((row, n) -> new Ended(
                        new StatusChange(
                                new ContactId(row.getString("contact_id")),
                                new Cause(row.getString("cause")),
                                BotStatus.of("before", row.getString("before")),
                                BotStatus.of("after", row.getString("after")),
                                row.getString("after").equals("active") ? null : Sql.deadline(row, "reactivate_at")),
                        Sql.deadline(row, "until")))
                .list();
    }

    /**
     * A hold that was ended.
     *
     * @param until its deadline; null if it had none
     */
    record Ended(StatusChange change, @Nullable Instant until) {}

    /**
     * Locks contacts whose holds are all due, until the transaction ends: those that are due for longest, without those that
     * another transaction has locked. It waits for no lock. The condition of the index has to stand here word for word.
     *
     * @return the process instances of their holds
     */
    List<DueHold> lockDue(Instant now, int most) {
        return sql.sql("""
                        with due as materialized (
                          select contact_id from contact_bot
                           where greatest(inactive_until, snoozed_until) > '-infinity'
                             and greatest(inactive_until, snoozed_until) <= :now
                           order by greatest(inactive_until, snoozed_until), contact_id limit :most for update skip locked
                        )
                        select h.contact_id, h.process_instance_id
                          from due join bot_hold h on h.contact_id = due.contact_id
                         where h.process_instance_id is not null
                         order by h.contact_id, h.cause""")
                .param("now", time(now))
                .param("most", most)
                .query((row, n) -> new DueHold(row.getString("contact_id"), row.getString("process_instance_id")))
                .list();
    }

    /** What each of these process instances still waits for. */
    Map<String, Expiry> expiries(Collection<String> processInstanceIds) {
        Map<String, Expiry> expiries = new HashMap<>();
        sql.sql("""
                        select i, count(h.contact_id) = 0 as over, min(h.until) as until
                          from unnest(:instances) as i left join bot_hold h on h.process_instance_id = i
                         group by i""")
                .param("instances", processInstanceIds.toArray(String[]::new))
                .query(row -> {
                    expiries.put(
                            row.getString("i"),
                            new Expiry(List.of(), row.getBoolean("over"), Sql.deadline(row, "until")));
                });
        return expiries;
    }

    /** What a process instance still waits for. */
    Expiry expiry(String processInstanceId, List<StatusChange> ended) {
        return sql.sql(
                        "select count(*) = 0 as over, min(until) as until from bot_hold where process_instance_id = :instance")
                .param("instance", processInstanceId)
                .query((row, n) -> new Expiry(ended, row.getBoolean("over"), Sql.deadline(row, "until")))
                .single();
    }

    /** Deletes the contact with all rows that name it, its aliases too. */
    Set<String> forget(ContactId contact) {
        Set<String> instances = sql.sql(
                        "delete from bot_hold where contact_id = :contact returning process_instance_id")
                .param("contact", contact.value())
                .query(String.class)
                .set();
        sql.sql("""
                        with e as (delete from bot_event where contact_id = :contact),
                             m as (delete from bot_message where contact_id = :contact),
                             b as (delete from bot_bulk_change_contact where contact_id = :contact),
                             s as (update bot_bulk_change set filter_search = '(forgotten)'
                                    where filter_search = :contact and state <> 'running')
                        delete from contact_bot where contact_id = :contact or alias_of = :contact""").param("contact", contact.value()).update();
        return instances;
    }
}
