package io.botstatus.bench;

import io.botstatus.PausedContactGenerator;
import java.io.IOException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runnable server and the hand-written {@link FlagService}, each in a process of its own with the same JVM options and pool, on a
 * database of its own with as many paused contacts. Their answers to a status read have the same size.
 */
record HttpSides(HttpCalls ours, HttpCalls flags) {

    private static final String[] JVM = {
        "-Xms512m", "-Xmx512m", "-Dspring.datasource.hikari.maximum-pool-size=" + Pool.CONNECTIONS
    };
    private static final String STATUS = "/api/contacts/" + Ours.PAUSED + "-42/bot-status";

    static HttpSides start() {
        try {
            HttpCalls ours = startOurs();
            return new HttpSides(ours, startFlags(ours.call("GET", STATUS, "").length()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpCalls startOurs() throws IOException, InterruptedException {
        ServerJar jar = ServerJar.ours();
        HttpCalls calls = new HttpCalls("our server", jar.keepRunning(JVM));
        calls.call("PUT", "/api/settings", """
                {"mode":"auto_pilot","messageLimit":1000000,"messageLimitWindow":"PT24H"}""");
        calls.call("POST", "/api/contacts/" + Ours.PAUSED + "/messages", """
                {"messageId":"first","sender":"human","sentBy":"anna"}""");
        JdbcClient sql = jar.sql();
        new PausedContactGenerator(sql, Ours.PAUSED)
                .copy(HttpCalls.CONTACTS, Duration.ofHours(-12).dividedBy(HttpCalls.CONTACTS));
        sql.sql("vacuum analyze").update();
        return calls;
    }

    private static HttpCalls startFlags(int size) throws IOException, InterruptedException {
        ServerJar jar = ServerJar.flagService();
        HttpCalls calls = new HttpCalls("a hand-written flag service", jar.keepRunning(JVM));
        JdbcClient sql = jar.sql();
        sql.sql("""
                        insert into contact_flag (contact_id, paused, changed_at, note)
                        select :paused || '-' || n, true, now(), '' from generate_series(1, :count) n""")
                .param("paused", Ours.PAUSED)
                .param("count", HttpCalls.CONTACTS)
                .update();
        sql.sql("update contact_flag set note = repeat('.', :length)")
                .param("length", size - calls.call("GET", STATUS, "").length())
                .update();
        sql.sql("vacuum analyze").update();
        return calls;
    }
}
