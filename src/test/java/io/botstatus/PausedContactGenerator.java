package io.botstatus;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
public final class PausedContactGenerator {

    /** The engine's rows of a running instance, and those of its history that its end updates. */
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
            new Table("bot_event", "contact_id", "until"),
            new Table("bot_message", "contact_id"));

    private static final Set<String> NOT_BROUGHT =
            Set.of("proc_def_id_", "job_def_id_", "deployment_id_", "bytearray_id_");

    private final JdbcClient sql;
    private final String contact;
    private final String instance;

    /**
     * Finds the instance that pauses a contact.
     *
     * @param contact has one hold, with a deadline; its id consists of letters and digits, and nothing else in the rows contains it
     */
    public PausedContactGenerator(JdbcClient sql, String contact) {
        this.sql = sql;
        this.contact = contact;
        this.instance = sql.sql("select process_instance_id from bot_hold where contact_id = :contact")
                .param("contact", contact)
                .query(String.class)
                .single();
    }

    /** Makes the copies 1 to {@code count}. */
    public void copy(int count, Duration apart) {
        List<String> indexes = withoutIndexes();
        OURS.forEach(table -> copy(table, contact, count, apart));
        ENGINE.forEach(table -> copy(table, instance, count, apart));
        indexes.forEach(index -> sql.sql(index).update());
        sql.sql("vacuum analyze").update();
    }

    /**
     * Drops what PostgreSQL makes faster from a full table than row by row, and returns the statements that make it again. What keeps
     * rows unique stays.
     */
    private List<String> withoutIndexes() {
        record Index(String name, String definition) {}
        List<Index> indexes = sql.sql("""
                        select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
                         where not indisunique and indrelid::regclass::text = any (:tables)""")
                .param("tables", tables().map(Table::name).toArray(String[]::new))
                .query(Index.class)
                .list();
        indexes.forEach(index -> sql.sql("drop index " + index.name()).update());
        return indexes.stream().map(Index::definition).toList();
    }

    private static Stream<Table> tables() {
        return Stream.concat(OURS.stream(), ENGINE.stream());
    }

    private void copy(Table table, String owner, int count, Duration apart) {
        List<Column> columns =
                sql.sql("""
                        select column_name as name, data_type in ('text', 'character varying') as is_text
                          from information_schema.columns
                         where table_schema = current_schema and table_name = :table and is_identity = 'NO'""").param("table", table.name()).query(Column.class).list();
        sql.sql("alter table %s disable trigger all".formatted(table.name()))
                .update(); // a copy refers to what its original does
        sql.sql("""
                        insert into %1$s (%2$s)
                        select %3$s
                          from (select * from %1$s where %4$s = :owner) original
                         cross join (select n, lpad(n::text, 18, '-00000000000000000') as half
                                       from generate_series(1, :count) n) copy""".formatted(
                                table.name(),
                                columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                                columns.stream().map(column -> column.of(table)).collect(Collectors.joining(", ")),
                                table.owner()))
                .param("owner", owner)
                .param("count", count)
                .param("contact", contact)
                .param("half", instance.substring(18))
                .param("apart", apart.toMillis() / 1000.0)
                .update();
        sql.sql("alter table %s enable trigger all".formatted(table.name())).update();
    }

    private record Column(String name, boolean isText) {

        /** The copy's value. */
        String of(Table table) {
            if (table.deadlines().contains(name)) {
                return "original.%s + n * make_interval(secs => :apart)".formatted(name);
            }
            return isText && !NOT_BROUGHT.contains(name)
                    ? "replace(replace(original.%s, :contact, :contact || '-' || n), :half, half)".formatted(name)
                    : "original." + name;
        }
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
