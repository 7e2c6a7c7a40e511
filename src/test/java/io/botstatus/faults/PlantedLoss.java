package io.botstatus.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A planted bug that the checker has to find: now and then a group of pauses is rolled back, and its callers hear that it is done. */
@Configuration(proxyBeanMethods = false)
class PlantedLoss {

    private static final int ONE_IN = 3;

    private static final AtomicBoolean READY = new AtomicBoolean();

    @Bean
    static ApplicationListener<ApplicationReadyEvent> begins() {
        return ready -> READY.set(true);
    }

    @Bean
    static BeanPostProcessor lostGroups() {
        AtomicInteger groups = new AtomicInteger();
        return BrokenDataSource.with((connection, method, arguments) -> {
            if (READY.get()
                    && method.getName().equals("commit")
                    && hasPlacedSeveral(connection)
                    && groups.incrementAndGet() % ONE_IN == 0) {
                connection.rollback();
                return null;
            }
            return method.invoke(connection, arguments);
        });
    }

    private static boolean hasPlacedSeveral(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet placed = statement.executeQuery("""
                        select count(distinct contact_id) > 1 from bot_event
                         where xid = pg_current_xact_id_if_assigned() and type = 'placed'""")) {
            return placed.next() && placed.getBoolean(1);
        }
    }
}
