package io.botstatus;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Any number of paused contacts by copying a real one, the engine's rows too: a statement a table instead of a process instance
 * a contact.
 *
 * <ol>
 *   <li>Each row that belongs to the pause is written again as often as wanted.
 *   <li>The number of the copy stands behind the contact's id, and in place of the second half of every id that the engine has
 *       given: the first half, the time, is what differs between the ids of one node.
 *   <li>What the pause has not brought into the world, such as the process definition, stays.
 *   <li>Each copy's deadline and timer are a bit later than those of the one before.
 * </ol>
 *
 * <p>So {@code anna-1} of the crowd of {@code anna} is paused as {@code anna} is, by a process instance of its own.
 */
public final class Crowd {

    /** What the engine keeps of a running instance, and of the history what it writes again at the end. */
    private static final List<Table> ENGINE = List.of(
            new Table("act_ru_execution", "proc_inst_id_"),
            new Table("act_ru_job", "process_instance_id_", "duedate_"),
            new Table("act_ru_event_subscr", "proc_inst_id_"),
            new Table("act_ru_variable", "proc_inst_id_"),
            new Table("act_hi_procinst", "proc_inst_id_"),
            new Table("act_hi_actinst", "proc_inst_id_"),
            new Table("act_hi_varinst", "proc_inst_id_"));

    private static final List<Table> OURS = List.of(
            new Table("contact_bot", "contact_id", "snoozed_until", "inactive_until"),
            new Table("bot_hold", "contact_id", "until"),
            new Table("bot_event", "contact_id"),
            new Table("bot_message", "contact_id"));

    private static final Set<String> NOT_BROUGHT =
            Set.of("proc_def_id_", "job_def_id_", "deployment_id_", "bytearray_id_");

    private final JdbcClient sql;
    private final String contact;
    private final String instance;

    /**
     * Looks for the instance that pauses a contact.
     *
     * @param contact has one hold, with a deadline; nothing else in the rows contains its id, which are letters and digits
     */
    public Crowd(JdbcClient sql, String contact) {
        this.sql = sql;
        this.contact = contact;
        this.instance = sql.sql("select process_instance_id from bot_hold where contact_id = :contact")
                .param("contact", contact)
                .query(String.class)
                .single();
    }

    /** Makes the copies 1 to {@code count}. */
    public void copy(int count, Duration apart) {
        OURS.forEach(table -> copy(table, contact, count, apart));
        ENGINE.forEach(table -> copy(table, instance, count, apart));
        sql.sql("vacuum analyze").update();
    }

    private void copy(Table table, String owner, int count, Duration apart) {
        List<String> columns =
                sql.sql("""
                        select column_name from information_schema.columns
                         where table_schema = current_schema and table_name = :table and is_identity = 'NO'""").param("table", table.name()).query(String.class).list();
        String later = table.deadlines().stream()
                .map(column -> "'%1$s', original.%1$s + n * make_interval(secs => :apart)".formatted(column))
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
        sql.sql("""
                        insert into %1$s (%2$s)
                        select %3$s
                          from (select * from %1$s where %4$s = :owner) original
                         cross join generate_series(1, :count) n
                         cross join lateral jsonb_populate_record(null::%1$s, replace(
                               replace((to_jsonb(original) || %5$s)::text, :contact, :contact || '-' || n),
                               :half, lpad(n::text, 18, '-00000000000000000'))::jsonb) copy""".formatted(
                                table.name(),
                                String.join(", ", columns),
                                columns.stream()
                                        .map(column -> (NOT_BROUGHT.contains(column) ? "original." : "copy.") + column)
                                        .collect(Collectors.joining(", ")),
                                table.owner(),
                                later))
                .param("owner", owner)
                .param("count", count)
                .param("contact", contact)
                .param("half", instance.substring(18))
                .param("apart", apart.toMillis() / 1000.0)
                .update();
    }

    /**
     * A table that a pause writes to.
     *
     * @param owner the column with the contact, or the instance
     */
    private record Table(String name, String owner, List<String> deadlines) {
        Table(String name, String owner, String... deadlines) {
            this(name, owner, List.of(deadlines));
        }
    }
}
