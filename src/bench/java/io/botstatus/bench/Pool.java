package io.botstatus.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.TestDatabase;

/** Connections to a database of its own, as Spring Boot sets them up: ten. */
final class Pool {

    private Pool() {}

    static HikariDataSource toNewDatabase() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestDatabase.newDatabase());
        pool.setUsername("postgres");
        return pool;
    }
}
