package io.botstatus.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A contact without the plugin: a row that says whether the bot is silent. */
record PlainContacts(JdbcClient sql) {

    static PlainContacts create(JdbcClient sql) {
        sql.sql("create table plain_contact (contact_id text primary key, silent boolean, at timestamptz)")
                .update();
        return new PlainContacts(sql);
    }

    void note(String contact, boolean silent) {
        sql.sql("""
                        insert into plain_contact (contact_id, silent, at) values (:contact, :silent, :at)
                        on conflict (contact_id) do update set silent = excluded.silent, at = excluded.at""")
                .param("contact", contact)
                .param("silent", silent)
                .param("at", Instant.now().atOffset(ZoneOffset.UTC))
                .update();
    }
}
