package io.botstatus.status;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads a contact's bot status from the deadlines in the database and the clock alone. It makes no difference whether a timer has
 * fired yet.
 */
public final class ContactStates {

    /**
     * The contacts of a page with their holds, for a page that says the place of each.
     *
     * <p>A page walks an index until it is full (keyset paging). Its filters are case expressions with yes or no. For a plain
     * comparison, PostgreSQL expects few rows to pass, and then collects and sorts all rows instead.
     */
    private static final String STATES_OF_PAGE = """
            select c.contact_id, c.inactive_until, c.snoozed_until, c.epoch, c.reply_count, c.reply_window_start,
                   s.mode, s.message_limit, extract(epoch from s.message_limit_window) as window_seconds,
                   h.cause, h.status, h.since, h.until, h.reason, h.set_by, h.process_instance_id
              from bot_settings s cross join page
              join contact_bot c on c.contact_id = page.contact_id
              join bot_hold h on h.contact_id = c.contact_id and h.until > :now
             order by page.place, c.contact_id, h.cause""";

    /**
     * Walks the holds in the order of their key, so contacts without a hold cost nothing. It reads a contact's row only where a
     * status is wanted, by its key. A join would let the planner read all contacts from the first one.
     */
    private static final String PAUSED_BY_ID = """
            with page as (
              select distinct h.contact_id, h.contact_id as place
                from bot_hold h
               where h.until > :now and h.contact_id > :after and starts_with(h.contact_id, :search)
                 and case when cast(:cause as text) is null then true else h.cause = :cause end
                 and case cast(:status as text)
                     when 'inactive' then
                       (select c.inactive_until > :now from contact_bot c where c.contact_id = h.contact_id)
                     when 'snoozed' then
                       (select c.inactive_until <= :now from contact_bot c where c.contact_id = h.contact_id)
                     else cast(:status as text) is null end
               order by h.contact_id limit :limit
            )
            """ + STATES_OF_PAGE;

    /**
     * Walks the index on the reactivation time, whose condition has to stand here word for word. It reads a hold's deadline by its
     * key. For an exists condition, the planner might read all holds first.
     */
    private static final String PAUSED_BY_REACTIVATION = """
            with page as (
              select c.contact_id, greatest(c.inactive_until, c.snoozed_until) as place
                from contact_bot c
               where greatest(c.inactive_until, c.snoozed_until) > '-infinity'
                 and greatest(c.inactive_until, c.snoozed_until) > :now
                 and (greatest(c.inactive_until, c.snoozed_until), c.contact_id) > (:afterTime, :after)
                 and starts_with(c.contact_id, :search)
                 and case when cast(:cause as text) is null then true
                          else (select h.until from bot_hold h
                                 where h.contact_id = c.contact_id and h.cause = :cause) > :now end
                 and case cast(:status as text)
                     when 'inactive' then c.inactive_until > :now
                     when 'snoozed' then c.inactive_until <= :now
                     else cast(:status as text) is null end
               order by greatest(c.inactive_until, c.snoozed_until), c.contact_id limit :limit
            )
            """ + STATES_OF_PAGE;

    private final JdbcClient sql;
    private final Clock clock;

    ContactStates(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The state at this moment, from one statement and so from one snapshot. A contact never seen is active.
     *
     * @param named the contact, or an alias: then it is the state of the contact that it stands for
     */
    public ContactState of(ContactId named) {
        ContactState state = row(named);
        // An alias has nothing but the name of its contact. To join both in one statement would cost each read a plan
        // of its own.
        return state.contact().equals(named) ? state : of(state.contact());
    }

    private ContactState row(ContactId named) {
        Instant now = clock.instant();
        List<ContactState> found = sql.sql("""
                        select coalesce(c.alias_of, :contact) as contact_id, c.inactive_until, c.snoozed_until, coalesce(c.epoch, 0) as epoch,
                               coalesce(c.reply_count, 0) as reply_count, c.reply_window_start,
                               s.mode, s.message_limit, extract(epoch from s.message_limit_window) as window_seconds,
                               h.cause, h.status, h.since, h.until, h.reason, h.set_by, h.process_instance_id
                          from bot_settings s
                          left join contact_bot c on c.contact_id = :contact
                          left join bot_hold h on h.contact_id = c.contact_id and h.until > :now
                         order by h.cause""")
                .param("contact", named.value())
                .param("now", time(now))
                .query(states(now));
        return found.get(0);
    }

    /** The contact for which an id stands: an alias stands for another contact, any other id for itself. */
    public ContactId canonical(ContactId named) {
        return sql.sql("select coalesce(alias_of, contact_id) as id from contact_bot where contact_id = :contact")
                .param("contact", named.value())
                .query((row, n) -> new ContactId(row.getString("id")))
                .optional()
                .orElse(named);
    }

    /** One page of the paused contacts. Its cost does not grow with the pages before it. */
    public List<ContactState> paused(PausedContacts asked) {
        Instant now = clock.instant();
        PausedContacts.Place after = asked.after();
        boolean byId = asked.order() == PausedContacts.Order.CONTACT_ID;
        return sql.sql(byId ? PAUSED_BY_ID : PAUSED_BY_REACTIVATION)
                .param("now", time(now))
                .param("after", after == null ? "" : after.contact().value())
                .param("afterTime", time(after == null ? now : after.reactivateAt()))
                .param("cause", asked.cause() == null ? null : asked.cause().word())
                .param("status", asked.status() == null ? null : asked.status().word())
                .param("search", asked.search())
                .param("limit", asked.limit())
                .query(states(now));
    }

    /** The epochs of those contacts that were ever seen. */
    public Map<ContactId, Long> epochs(Collection<ContactId> contacts) {
        Map<ContactId, Long> epochs = new HashMap<>();
        sql.sql("select contact_id, epoch from contact_bot where contact_id = any(:contacts)")
                .param("contacts", contacts.stream().map(ContactId::value).toArray(String[]::new))
                .query(row -> {
                    epochs.put(new ContactId(row.getString("contact_id")), row.getLong("epoch"));
                });
        return epochs;
    }

    /** Folds rows of contact x hold, sorted by contact, into one state for each contact. */
    private static ResultSetExtractor<List<ContactState>> states(Instant now) {
        return rows -> {
            List<ContactState> states = new ArrayList<>();
            List<Hold> holds = new ArrayList<>();
            for (boolean more = rows.next(); more; ) {
                if (rows.getString("cause") != null) {
                    holds.add(Hold.of(rows));
                }
                ContactState state = state(rows, List.copyOf(holds), now);
                more = rows.next();
                if (!more
                        || !rows.getString("contact_id").equals(state.contact().value())) {
                    states.add(state);
                    holds.clear();
                }
            }
            return states;
        };
    }

    private static ContactState state(ResultSet row, List<Hold> holds, Instant now) throws SQLException {
        return new ContactState(
                new ContactId(row.getString("contact_id")),
                BotStatus.of(holds),
                LowerCaseEnum.of(BotMode.class, "mode", row.getString("mode")),
                Deadline.ofContact(holds),
                row.getLong("epoch"),
                holds,
                replies(row, now));
    }

    private static Replies replies(ResultSet row, Instant now) throws SQLException {
        int limit = row.getInt("message_limit");
        if (row.getObject("reply_window_start") == null) {
            return new Replies(0, limit, null);
        }
        Duration window = Sql.duration(row.getBigDecimal("window_seconds"));
        Instant end = Sql.instant(row, "reply_window_start").plus(window);
        return end.isAfter(now) ? new Replies(row.getInt("reply_count"), limit, end) : new Replies(0, limit, null);
    }
}
