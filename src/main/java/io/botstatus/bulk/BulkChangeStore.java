package io.botstatus.bulk;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.database.Sql;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Holds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of bulk changes themselves: their contacts and their progress. */
final class BulkChangeStore {

    private static final String LIKE_THIS = """
               and starts_with(c.contact_id, :search)
               and (not :paused or greatest(c.inactive_until, c.snoozed_until) > :now)
               and (cast(:status as text) is null
                    or :status = bot_status_at(c.inactive_until, c.snoozed_until, :now))
               and (cast(:cause as text) is null
                    or exists (select from bot_hold h
                                where h.contact_id = c.contact_id and h.cause = :cause and h.until > :now))
            """;

    private static final String COUNT = """
            select count(*) as contacts,
                   count(*) filter (where c.inactive_until > :now) as inactive,
                   count(*) filter (where c.snoozed_until > :now and c.inactive_until <= :now) as snoozed
            """;

    private final JdbcClient sql;

    BulkChangeStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(BulkChange change) {
        BulkRequest request = change.request();
        Selection.Matching filter = change.selection();
        sql.sql("""
                        insert into bot_bulk_change (id, state, status, cause, override, until, reason, set_by, listed,
                                                     filter_status, filter_cause, filter_search, filter_paused, requested_at, expected)
                        values (:id, :state, :status, :cause, :override, :until, :reason, :setBy, :listed,
                                :filterStatus, :filterCause, :filterSearch, :filterPaused, :now, :expected)""")
                .param("id", change.id())
                .param("state", change.state().word())
                .param("status", request.status().word())
                .param("cause", request.cause().word())
                .param("override", request.override())
                .param("until", time(request.until()))
                .param("reason", request.reason())
                .param("setBy", request.setBy())
                .param("listed", filter == null)
                .param("filterStatus", filter == null ? null : word(filter.status()))
                .param("filterCause", filter == null ? null : word(filter.cause()))
                .param("filterSearch", filter == null ? "" : filter.search())
                .param("filterPaused", filter != null && filter.paused())
                .param("now", time(change.requestedAt()))
                .param("expected", change.expected())
                .update();
    }

    /** Takes at most {@link Holds#MOST_CONTACTS} at a time. */
    void insertContacts(UUID change, String... contacts) {
        sql.sql("insert into bot_bulk_change_contact select :change, unnest(cast(:contacts as text[]))")
                .param("change", change)
                .param("contacts", contacts)
                .update();
    }

    /** Locks the change, so that one node at a time takes a step of it. */
    Optional<BulkChange> lock(UUID id) {
        return sql.sql("select * from bot_bulk_change where id = :id for update")
                .param("id", id)
                .query((row, n) -> change(row))
                .optional();
    }

    Optional<BulkChange> find(UUID id) {
        return sql.sql("select * from bot_bulk_change where id = :id")
                .param("id", id)
                .query((row, n) -> change(row))
                .optional();
    }

    /** The latest changes, newest first. */
    List<BulkChange> latest(int limit) {
        return sql.sql("select * from bot_bulk_change order by requested_at desc, id desc limit :limit")
                .param("limit", limit)
                .query((row, n) -> change(row))
                .list();
    }

    /** The next contacts of a list, not locked yet. */
    List<String> listedBehind(UUID change, String last, int limit) {
        return sql.sql("""
                        select contact_id from bot_bulk_change_contact
                         where change_id = :change and contact_id > :last order by contact_id limit :limit""")
                .param("change", change)
                .param("last", last)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** The next contacts that match a filter, not locked yet. */
    List<String> matchingBehind(Selection.Matching filter, String last, Instant now, int limit) {
        return filtered(
                        "select c.contact_id from contact_bot c where c.contact_id > :last and c.alias_of is null "
                                + LIKE_THIS + " order by c.contact_id limit :limit",
                        filter,
                        now)
                .param("last", last)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** Those contacts that the filter still matches. */
    List<String> matching(Selection.Matching filter, String[] contacts, Instant now) {
        return filtered(
                        "select c.contact_id from contact_bot c where c.contact_id = any(:contacts) and c.alias_of is null "
                                + LIKE_THIS
                                + " order by c.contact_id",
                        filter,
                        now)
                .param("contacts", contacts)
                .query(String.class)
                .list();
    }

    BulkPreview count(Selection.Matching filter, Instant now) {
        return filtered(COUNT + " from contact_bot c where c.alias_of is null " + LIKE_THIS, filter, now)
                .query((row, n) -> preview(row))
                .single();
    }

    /** Takes at most {@link Holds#MOST_CONTACTS} at a time. */
    BulkPreview count(Instant now, String... contacts) {
        return sql.sql(COUNT + """
                          from unnest(cast(:contacts as text[])) as listed (contact_id)
                          left join contact_bot a on a.contact_id = listed.contact_id
                          left join contact_bot c on c.contact_id = coalesce(a.alias_of, listed.contact_id)""")
                .param("now", time(now))
                .param("contacts", contacts)
                .query((row, n) -> preview(row))
                .single();
    }

    private JdbcClient.StatementSpec filtered(String statement, Selection.Matching filter, Instant now) {
        return sql.sql(statement)
                .param("search", filter.search())
                .param("paused", filter.paused())
                .param("status", word(filter.status()))
                .param("cause", word(filter.cause()))
                .param("now", time(now));
    }

    private static BulkPreview preview(ResultSet row) throws SQLException {
        long contacts = row.getLong("contacts");
        long snoozed = row.getLong("snoozed");
        long inactive = row.getLong("inactive");
        return new BulkPreview(contacts, contacts - snoozed - inactive, snoozed, inactive, List.of());
    }

    void advance(Batch batch, int changed) {
        sql.sql("""
                        with gone as (
                          delete from bot_bulk_change_contact where change_id = :id and contact_id <= :last
                        )
                        update bot_bulk_change
                           set last_contact = :last, done = done + :done, changed = changed + :changed
                         where id = :id""")
                .param("id", batch.change().id())
                .param("last", batch.last())
                .param("done", batch.considered())
                .param("changed", changed)
                .update();
    }

    /**
     * Writes the state. The process instance at work matters only while the change runs.
     *
     * @param finishedAt null: it goes on
     */
    void setState(UUID id, BulkChange.State state, @Nullable Instant finishedAt) {
        sql.sql("""
                        with gone as (
                          delete from bot_bulk_change_contact where change_id = :id and :state <> 'running'
                        )
                        update bot_bulk_change
                           set state = :state, finished_at = :finished,
                               last_contact = case when :state = 'running' then last_contact else '' end
                         where id = :id""")
                .param("id", id)
                .param("state", state.word())
                .param("finished", finishedAt == null ? null : time(finishedAt))
                .update();
    }

    void setProcessInstance(UUID id, String processInstanceId) {
        sql.sql("update bot_bulk_change set process_instance_id = :instance where id = :id")
                .param("id", id)
                .param("instance", processInstanceId)
                .update();
    }

    void addPause(UUID change, String processInstanceId) {
        sql.sql("insert into bot_bulk_change_pause (change_id, process_instance_id) values (:change, :instance)")
                .param("change", change)
                .param("instance", processInstanceId)
                .update();
    }

    Optional<String> nextPause(UUID change) {
        return sql.sql("""
                        select process_instance_id from bot_bulk_change_pause
                         where change_id = :change order by process_instance_id limit 1""").param("change", change).query(String.class).optional();
    }

    void deletePause(String processInstanceId) {
        sql.sql("delete from bot_bulk_change_pause where process_instance_id = :instance")
                .param("instance", processInstanceId)
                .update();
    }

    /** Some process instances that may have nothing left to wait for since the change. */
    List<String> takeLeft(UUID change, int limit) {
        return sql.sql("""
                        delete from bot_bulk_change_left
                         where change_id = :change
                           and process_instance_id in (select process_instance_id from bot_bulk_change_left
                                                        where change_id = :change order by process_instance_id limit :limit)
                        returning process_instance_id""")
                .param("change", change)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    boolean hasLeft(UUID change) {
        return sql.sql("select exists (select from bot_bulk_change_left where change_id = :change)")
                .param("change", change)
                .query(Boolean.class)
                .single();
    }

    /** How many contacts the change still holds. */
    long held(UUID change, Instant now) {
        return sql.sql("""
                        select count(*) from bot_bulk_change_pause p
                          join bot_hold h on h.process_instance_id = p.process_instance_id
                         where p.change_id = :change and h.until > :now""")
                .param("change", change)
                .param("now", time(now))
                .query(Long.class)
                .single();
    }

    private static BulkChange change(ResultSet row) throws SQLException {
        String filterStatus = row.getString("filter_status");
        String filterCause = row.getString("filter_cause");
        return new BulkChange(
                row.getObject("id", UUID.class),
                LowerCaseEnum.of(BulkChange.State.class, "state", row.getString("state")),
                new BulkRequest(
                        BotStatus.of("status", row.getString("status")),
                        new Cause(row.getString("cause")),
                        row.getBoolean("override"),
                        Sql.deadline(row, "until"),
                        row.getString("reason"),
                        row.getString("set_by")),
                row.getBoolean("listed")
                        ? null
                        : new Selection.Matching(
                                filterStatus == null ? null : BotStatus.of("status", filterStatus),
                                filterCause == null ? null : new Cause(filterCause),
                                row.getString("filter_search"),
                                row.getBoolean("filter_paused")),
                Sql.instant(row, "requested_at"),
                row.getLong("expected"),
                row.getLong("done"),
                row.getLong("changed"),
                row.getString("last_contact"),
                Sql.deadline(row, "finished_at"),
                row.getString("process_instance_id"));
    }

    private static @Nullable String word(@Nullable BotStatus status) {
        return status == null ? null : status.word();
    }

    private static @Nullable String word(@Nullable Cause cause) {
        return cause == null ? null : cause.word();
    }
}
