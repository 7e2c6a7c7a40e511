package io.botstatus;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds every place of a text in the database: in any column of any table that can hold one. */
public final class DatabaseTextSearch {

    private DatabaseTextSearch() {}

    /** The places of the text, as {@code table.column}. */
    public static Set<String> of(String text, JdbcClient sql) {
        List<String> questions = sql.sql("""
                        select format(case when data_type = 'bytea'
                                           then 'select %L from %I where position(convert_to(:text, ''UTF8'') in %I) > 0 limit 1'
                                           else 'select %L from %I where position(:text in %I::text) > 0 limit 1' end,
                                      table_name || '.' || column_name, table_name, column_name)
                          from information_schema.columns join information_schema.tables using (table_schema, table_name)
                         where table_schema = current_schema and table_type = 'BASE TABLE'
                           and data_type in ('text', 'character varying', 'character', 'bytea', 'json', 'jsonb', 'ARRAY')""").query(String.class).list();
        Set<String> places = new TreeSet<>();
        questions.forEach(question -> places.addAll(
                sql.sql(question).param("text", text).query(String.class).list()));
        return places;
    }
}
