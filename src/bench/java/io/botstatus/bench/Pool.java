package io.botstatus.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.TestDatabase;

/** Connections to a database of its own, as many as the server's settings have. */
final class Pool {

    static final int CONNECTIONS = 20;

    private Pool() {}

    static HikariDataSource toNewDatabase() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.newDatabase());
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }
}
