package io.botstatus.database;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * How the engine is told to name its tables. The plugin's statements name them without a schema, as the engine does by default, so
 * the connection's {@code search_path} decides for both.
 *
 * @param oneOfThem a table that every engine has
 * @param prefix the setting {@code camunda.bpm.database.table-prefix}
 * @param schema the setting {@code camunda.bpm.database.schema-name}
 */
public record EngineTables(
        String oneOfThem, @Nullable String prefix, @Nullable String schema) {

    /** Replaces an empty text by null. */
    public EngineTables {
        prefix = StringUtils.hasText(prefix) ? prefix : null;
        schema = StringUtils.hasText(schema) ? schema : null;
    }

    /**
     * Refuses a prefix or a schema that leads to other tables than the connection does.
     *
     * @param connected the schema in which the connection finds or creates tables
     * @throws UnsuitableDatabaseException if the plugin would not see the engine's tables
     */
    void refuseUnlessIn(String connected) {
        if (prefix != null && !prefix.toLowerCase(Locale.ROOT).equals(connected.toLowerCase(Locale.ROOT) + ".")) {
            throw new UnsuitableDatabaseException(
                    "The engine's tables have the prefix '%s' (camunda.bpm.database.table-prefix), but contact bot status reads them without one, in the schema '%s'."
                            .formatted(prefix, connected),
                    "Remove the prefix. To keep the tables in a schema of their own, name it in the JDBC URL: ?currentSchema="
                            + (prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) : "NAME"));
        }
        if (schema != null && !schema.equalsIgnoreCase(connected)) {
            throw new UnsuitableDatabaseException(
                    "The engine looks for its tables in the schema '%s' (camunda.bpm.database.schema-name), but the connection's schema is '%s'."
                            .formatted(schema, connected),
                    "Name the schema in the JDBC URL too: ?currentSchema=" + schema);
        }
    }
}
