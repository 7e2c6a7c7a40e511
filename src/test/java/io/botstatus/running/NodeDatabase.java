package io.botstatus.running;

import io.botstatus.TestDatabase;
import java.net.URI;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database for nodes that are processes. A test plants faults in it by triggers, since a process gives no other way in. */
final class NodeDatabase {

    private final String url;

    private NodeDatabase(String url) {
        this.url = url;
    }

    /** An empty one, and a user that may do all in it, as PostgreSQL's image makes them. */
    static NodeDatabase create(String user) {
        NodeDatabase database = new NodeDatabase(TestDatabase.newDatabase());
        try (SingleConnectionDataSource connection = database.connect()) {
            new JdbcTemplate(connection).execute("""
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login superuser;
                      end if;
                    end $$""".formatted(user));
        }
        return database;
    }

    /** Host, port and name, as in {@code //localhost:5432/botstatus}. */
    String address() {
        URI uri = URI.create(url.substring("jdbc:".length()));
        return "//" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
    }

    /** Jobs of this type lose their due date when they are written. */
    PlantedFault dropDueDates(String jobType) {
        return PlantedFault.plant(
                connect(),
                "act_ru_job",
                "create trigger %s before insert or update on act_ru_job for each row when (new.handler_type_ = '"
                        + jobType + "') execute function %s()",
                "new.duedate_ := null;");
    }

    /** A transaction that begins an instance of this process waits in the middle, while the fault is held. */
    PlantedFault holdUpStartsOf(String process) {
        return PlantedFault.plant(
                connect(),
                // Its row at run time is never written where it ends in the same transaction.
                "act_hi_procinst",
                "create trigger %s before insert on act_hi_procinst for each row when (new.proc_def_key_ = '" + process
                        + "') execute function %s()",
                PlantedFault.WAIT);
    }

    /** A transaction that has written a job of this type waits in the middle of its commit, while the fault is held. */
    PlantedFault holdUpCommitsOf(String jobType) {
        return PlantedFault.plant(
                connect(),
                "act_ru_job",
                "create constraint trigger %s after insert on act_ru_job deferrable initially deferred for each row"
                        + " when (new.handler_type_ = '" + jobType + "') execute function %s()",
                PlantedFault.WAIT);
    }

    private SingleConnectionDataSource connect() {
        return new SingleConnectionDataSource(url, true);
    }
}
