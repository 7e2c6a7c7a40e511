package io.botstatus.running;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A trigger in a database, and the lock that it may wait for. Gone when closed, once what it held up is over. */
final class PlantedFault implements AutoCloseable {

    /** The statement with which the trigger waits between {@link #hold()} and {@link #letGo()}. */
    static final String WAIT = "perform pg_advisory_xact_lock_shared(%d);";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SingleConnectionDataSource connection;
    private final JdbcTemplate sql;
    private final String table;
    private final int number;
    private final String name;

    private PlantedFault(SingleConnectionDataSource connection, String table, int number) {
        this.connection = connection;
        this.sql = new JdbcTemplate(connection);
        this.table = table;
        this.number = number;
        this.name = "planted_" + number;
    }

    /**
     * @param trigger makes the trigger, with its name and its function's name to fill in
     * @param action what the function does with the row, with the number of the lock to fill in
     */
    static PlantedFault plant(SingleConnectionDataSource connection, String table, String trigger, String action) {
        int number = COUNT.incrementAndGet();
        PlantedFault fault = new PlantedFault(connection, table, number);
        String name = fault.name;
        fault.sql.execute("set lock_timeout = '30s'"); // rather an error than a test that hangs
        // A sequence counts at once, even if the transaction rolls back.
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

    /** From now on the trigger waits. */
    void hold() {
        sql.execute("select pg_advisory_lock(" + number + ")");
    }

    /** Lets go on what waits. */
    void letGo() {
        sql.execute("select pg_advisory_unlock_all()");
    }

    @Override
    public void close() {
        letGo();
        sql.execute("drop trigger " + name + " on " + table);
        sql.execute("drop function " + name);
        sql.execute("drop sequence " + name);
        connection.destroy();
    }
}
