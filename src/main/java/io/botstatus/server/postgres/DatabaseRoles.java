package io.botstatus.server.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two roles of the embedded database. The server logs in as {@link #LOGIN}, which owns the server's tables and has no other
 * right: it reads no files, runs no programs, creates no roles and no databases. {@link #SUPERUSER} is for operators.
 *
 * <p>A database that {@code initdb} has just created, or that release 0.1 has left, has one role. The login is the superuser with
 * which PostgreSQL was created, and PostgreSQL does not let this one lose its right. So the two are separated:
 *
 * <ol>
 *   <li>The superuser's password is written to its file, for its owner only.
 *   <li>In one transaction the superuser gets its own name and this password, a plain role takes over the login's name and
 *       password, and this role gets every object that is not PostgreSQL's own.
 * </ol>
 *
 * <p>If the server is killed in between, the database is unchanged, and the next start begins again: the password in the file opens
 * nothing before the commit. Afterwards the login is no superuser, and nothing is left to do.
 */
final class DatabaseRoles {

    /** The name since release 0.1, with the same password, so that users' own commands still work. */
    static final String LOGIN = "botstatus";

    static final String SUPERUSER = "botstatus_superuser";

    private static final Logger log = LoggerFactory.getLogger(DatabaseRoles.class);

    /** How long to wait for another program that reads a table, such as pg_dump. Passwords stay out of the database's log. */
    private static final List<String> SETTINGS = List.of(
            "set local lock_timeout = '60s'",
            "set local log_statement = 'none'",
            "set local log_min_duration_statement = -1",
            "set local log_min_error_statement = 'panic'");

    /** No role can rename itself, so a second superuser does it, who exists in this transaction only. */
    private static final List<String> RENAME = List.of(
            "create role botstatus_rename superuser",
            "set local session authorization botstatus_rename",
            "alter role botstatus rename to botstatus_superuser",
            "reset session authorization",
            "drop role botstatus_rename",
            "create role botstatus login nosuperuser nocreatedb nocreaterole noreplication nobypassrls");

    /**
     * Gives the login all objects of the superuser (10 is its number in every database), except PostgreSQL's own, whose numbers are
     * below 16384. {@code reassign owned} refuses this superuser. Objects of an extension, and parts of other objects, such as the
     * sequence of a column, have no owner of their own to change. The owner of the database may create in its schema
     * {@code public}.
     */
    private static final String HAND_OVER = """
            do $$
            declare
              hand_over text;
            begin
              alter database postgres owner to botstatus;
              for hand_over in
                with owned (class, object) as (
                  select 'pg_class'::regclass, oid from pg_class
                    where relowner = 10 and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                  union all
                  select 'pg_type'::regclass, t.oid from pg_type t left join pg_class c on c.oid = t.typrelid
                    where typowner = 10 and (typtype in ('d', 'e', 'r') or c.relkind = 'c')
                  union all
                  select 'pg_proc'::regclass, oid from pg_proc where proowner = 10
                  union all
                  select 'pg_namespace'::regclass, oid from pg_namespace where nspowner = 10
                  union all
                  select 'pg_statistic_ext'::regclass, oid from pg_statistic_ext where stxowner = 10)
                select format('alter %s %s owner to botstatus', replace(type, 'statistics object', 'statistics'), identity)
                from owned, pg_identify_object(class, object, 0)
                where object >= 16384
                  and not exists (
                    select from pg_depend
                    where classid = class and objid = object and objsubid = 0
                      and (deptype in ('i', 'e') or deptype = 'a' and type = 'sequence'))
              loop
                execute hand_over;
              end loop;
            end $$""";

    private DatabaseRoles() {}

    /**
     * Takes the superuser's right from the login.
     *
     * @param superuserFile receives the superuser's password
     * @throws SQLException the database refuses; it is unchanged
     */
    static void part(String url, String loginPassword, Path superuserFile) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url, LOGIN, loginPassword)) {
            if (!isSuperuser(connection)) {
                return;
            }
            String superuserPassword = PrivateFiles.secretIn(superuserFile);
            connection.setAutoCommit(false);
            executeAll(connection, SETTINGS);
            executeAll(connection, RENAME);
            setPassword(connection, SUPERUSER, superuserPassword);
            setPassword(connection, LOGIN, loginPassword);
            execute(connection, HAND_OVER);
            connection.commit();
            log.info("The server's role {} in the database is no superuser; the superuser is {}", LOGIN, SUPERUSER);
        }
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet role = statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            return role.next() && role.getBoolean(1);
        }
    }

    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select format('alter role %I password %L', ?::text, ?::text)")) {
            statement.setString(1, role);
            statement.setString(2, password);
            try (ResultSet quoted = statement.executeQuery()) {
                quoted.next();
                execute(connection, quoted.getString(1));
            }
        }
    }

    private static void executeAll(Connection connection, List<String> statements) throws SQLException {
        for (String statement : statements) {
            execute(connection, statement);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
