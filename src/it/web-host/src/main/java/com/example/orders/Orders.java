package com.example.orders;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for everything by its type alone, as applications do that have one of each. */
@Service
class Orders {

    private final JdbcTemplate sql;
    private final Clock clock;
    private final RuntimeService runtime;
    private final JavaDelegate delegate;

    Orders(JdbcTemplate sql, Clock clock, RuntimeService runtime, JavaDelegate delegate) {
        this.sql = sql;
        this.clock = clock;
        this.runtime = runtime;
        this.delegate = delegate;
    }

    @Transactional
    public void place(long id, String customer) {
        sql.update("insert into orders values (?, ?)", id, customer);
        runtime.startProcessInstanceByKey("order", String.valueOf(id));
    }

    Instant now() {
        return clock.instant();
    }

    JavaDelegate delegate() {
        return delegate;
    }
}
