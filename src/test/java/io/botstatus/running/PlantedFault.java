package io.botstatus.running;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A trigger in a database, and the lock that it may wait for. Gone when closed. */
final class PlantedFault implements AutoCloseable {

    /** What the trigger does to wait until the fault is closed. */
    static final String WAIT = "perform pg_advisory_xact_lock_shared(%d);";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SingleConnectionDataSource connection;
    private final JdbcTemplate sql;
    private final String table;
    private final String name;

    private PlantedFault(SingleConnectionDataSource connection, String table, String name) {
        this.connection = connection;
        this.sql = new JdbcTemplate(connection);
        this.table = table;
        this.name = name;
    }

    /**
     * @param trigger makes the trigger, with its name and its function's name to fill in
     * @param action what the function does with the row, with the number of the lock to fill in
     */
    static PlantedFault plant(SingleConnectionDataSource connection, String table, String trigger, String action) {
        int number = COUNT.incrementAndGet();
        String name = "planted_" + number;
        PlantedFault fault = new PlantedFault(connection, table, name);
        fault.sql.execute("select pg_advisory_lock(" + number + ")");
        // A sequence counts at once, whatever becomes of the transaction.
        fault.sql.execute("create sequence " + name);
        fault.sql.execute("""
                create function %1$s() returns trigger language plpgsql as $$ begin
                  perform nextval('%1$s');
                  %2$s
                  return new;
                end $$""".formatted(name, action.formatted(number)));
        fault.sql.execute(trigger.formatted(name, name));
        return fault;
    }

    /** How often it has struck. */
    long struck() {
        return Objects.requireNonNull(
                sql.queryForObject("select case when is_called then last_value else 0 end from " + name, Long.class));
    }

    /** Lets go on what waits. It is over when this returns: the trigger cannot go before. */
    @Override
    public void close() {
        sql.execute("select pg_advisory_unlock_all()");
        sql.execute("drop trigger " + name + " on " + table);
        sql.execute("drop function " + name);
        sql.execute("drop sequence " + name);
        connection.destroy();
    }
}
