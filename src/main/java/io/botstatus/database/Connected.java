package io.botstatus.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a connection leads.
 *
 * @param user the database user
 * @param searchPath where the connection looks for tables
 * @param schema where it creates tables; null if none of the search path exists
 * @param engineSchema where it finds the engine's tables; null if it finds none
 * @param otherEngine another schema of the database that has an engine; null if none has
 * @param confusable whether an engine in {@code schema} would take that other engine's tables for its own in any case
 * @param mayCreate whether the user may create tables in the schema
 */
record Connected(
        String user,
        String searchPath,
        @Nullable String schema,
        @Nullable String engineSchema,
        @Nullable String otherEngine,
        boolean confusable,
        boolean mayCreate) {

    private static final int OLDEST = 14;

    /** The engine looks for its tables by a pattern, and names them with an unquoted prefix. */
    private static final String WHERE = """
            with engine as (
              select n.nspname as schema, c.oid = to_regclass(:table) as found
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where c.relname = :table and c.relkind in ('r', 'p'))
            select current_user, current_setting('search_path'), current_schema(),
                   (select schema from engine where found),
                   (select min(schema) from engine where found is not true),
                   exists (select from engine
                            where schema like current_schema() or quote_ident(current_schema()) <> current_schema()),
                   has_schema_privilege(current_schema(), 'create')""";

    /**
     * Asks the database, and changes nothing.
     *
     * @throws UnsuitableDatabaseException if the plugin cannot keep its promises on this database
     */
    static Connected by(DataSource dataSource, EngineTables engine) {
        try (Connection connection = dataSource.getConnection()) {
            check(connection);
        } catch (SQLException e) {
            throw new UnsuitableDatabaseException(
                    "The engine's database cannot be reached: " + e.getMessage(),
                    "Check the address, user and password of the engine's data source, such as spring.datasource.url.",
                    e);
        }
        return JdbcClient.create(dataSource)
                .sql(WHERE)
                .param("table", engine.oneOfThem())
                .query((row, n) -> new Connected(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getBoolean(7)))
                .single();
    }

    private static void check(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (!product.equals("PostgreSQL") || version < OLDEST) {
            throw new UnsuitableDatabaseException(
                    "Contact bot status keeps its tables in PostgreSQL " + OLDEST
                            + " or later, but the engine's database is " + product + " " + version + ".",
                    "Give the engine's data source a PostgreSQL: spring.datasource.url=jdbc:postgresql://HOST/DATABASE");
        }
        if (!connection.getAutoCommit()) {
            throw new UnsuitableDatabaseException(
                    "The engine's connection pool hands out connections without auto-commit, so single statements would be lost.",
                    "Set spring.datasource.hikari.auto-commit to true.");
        }
    }

    /** The schema in which the engine's tables are, or will be. */
    String schemaOfEngine() {
        if (schema == null) {
            throw new UnsuitableDatabaseException(
                    "No schema of the connection's search path exists: " + searchPath + ".",
                    "Create the schema, or name another one in the JDBC URL: ?currentSchema=NAME");
        }
        if (engineSchema == null && otherEngine != null && confusable) {
            throw new UnsuitableDatabaseException(
                    "The engine would take the tables of the schema '%s' for its own and create none in '%s'."
                            .formatted(otherEngine, schema),
                    "Give the schema a name of lower-case letters and digits only, so that the engine tells them apart.");
        }
        return engineSchema == null ? schema : engineSchema;
    }

    /** Refuses a user who may not create tables. */
    void refuseUnlessMayCreate() {
        if (!mayCreate) {
            throw new UnsuitableDatabaseException(
                    "The database user '%s' may not create tables in the schema '%s'.".formatted(user, schema),
                    "Run as the owner of the schema: grant create on schema %s to %s. Or give the user a schema of its own: create schema authorization %3$s."
                            .formatted(schema, user, user));
        }
    }
}
