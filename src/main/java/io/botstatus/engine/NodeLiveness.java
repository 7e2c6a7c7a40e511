package io.botstatus.engine;

import io.botstatus.database.BotDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Marks this node as alive for the other nodes, and reads their marks. Each node holds an advisory lock of the database for its job
 * executor. PostgreSQL frees the lock of a killed process at once. When a process stops, the lock goes with its connection pool,
 * after its jobs.
 *
 * <p>The lock belongs to an open transaction, not to a session, so that it also works behind a pooler that shares sessions. The
 * transaction reads no table and so holds back neither vacuum nor a change of the schema. Not thread-safe.
 */
final class NodeLiveness {

    /** The first half of the key distinguishes these locks from those of other programs: "bots" as ASCII. */
    private static final int NODES = 0x626f7473;

    private final BotDatabase database;
    private @Nullable Connection connection;

    NodeLiveness(BotDatabase database) {
        this.database = database;
    }

    /**
     * Marks this node as alive, if it is not yet.
     *
     * @param owner the name under which this node's job executor locks jobs
     * @return the keys of all living nodes: {@code hashtext} of their names
     * @throws org.springframework.dao.DataAccessException if the database cannot be asked; the mark may be gone then
     */
    Set<Integer> nodes(String owner) {
        try {
            return Set.copyOf(JdbcClient.create(new SingleConnectionDataSource(marked(owner), true))
                    .sql("""
                            select distinct objid::bigint::bit(32)::int from pg_locks
                             where locktype = 'advisory' and classid = :nodes and objsubid = 2 and granted
                               and database = (select oid from pg_database where datname = current_database())""")
                    .param("nodes", NODES)
                    .query(Integer.class)
                    .list());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Connection marked(String owner) {
        Connection open = connection;
        if (open == null) {
            open = begin();
            connection = open;
            JdbcClient.create(new SingleConnectionDataSource(open, true))
                    .sql("select pg_try_advisory_xact_lock(:nodes, hashtext(:owner))")
                    .param("nodes", NODES)
                    .param("owner", owner)
                    .query(Boolean.class)
                    .single();
        }
        return open;
    }

    private Connection begin() {
        try {
            Connection open = database.connection();
            open.setAutoCommit(false);
            return open;
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("No connection to mark this node as alive", e);
        }
    }

    private void close() {
        try (Connection open = connection) {
            connection = null;
            if (open != null) {
                open.rollback();
                open.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // The connection is gone, and the mark with it.
        }
    }
}
