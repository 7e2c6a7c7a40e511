package com.example.clinic;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Patients and their visits: a row and a process instance in one transaction. */
@Service
class Patients {

    private final JdbcTemplate sql;
    private final RuntimeService runtime;
    private final TransactionTemplate transaction;

    Patients(JdbcTemplate sql, RuntimeService runtime, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.runtime = runtime;
        this.transaction = new TransactionTemplate(transactions);
    }

    void welcome(long id, String name) {
        transaction.executeWithoutResult(status -> {
            sql.update("insert into patients values (?, ?)", id, name);
            runtime.startProcessInstanceByKey("visit", String.valueOf(id));
        });
    }
}
