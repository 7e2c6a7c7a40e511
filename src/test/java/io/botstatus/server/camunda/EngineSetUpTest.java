package io.botstatus.server.camunda;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.TimeChange;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.web.ServerTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server on a database of an older version, in a JVM that stands in Berlin. */
@ServerTest
class EngineSetUpTest {

    private static final TimeChange IN_BERLIN =
            new TimeChange(ZoneId.of("Europe/Berlin"), Instant.parse("2030-03-31T01:00:00Z"));

    @Autowired
    EngineSetUp setUp;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ManagementService management;

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactStates states;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient sql;

    @AfterEach
    void inTheZoneOfTheMachine() {
        newSessions();
    }

    @Test
    void readsDueDatesAsTheClocksOfItsJvmShowThem() {
        Instant summer = Instant.parse("2030-07-01T12:00:00Z");
        Instant winter = Instant.parse("2030-12-01T12:00:00Z");
        IN_BERLIN.inThisZone(() -> {
            newSessions();
            String first = pauseUntil(summer);
            String second = pauseUntil(winter);
            sql.sql("alter table act_ru_job alter duedate_ type timestamp, alter lock_exp_time_ type timestamp")
                    .update();
            assertThat(stored(first)).isEqualTo("2030-07-01 14:00:00");

            setUp.preInit(new StandaloneProcessEngineConfiguration());
            setUp.postProcessEngineBuild(engine);

            assertThat(stored(first)).isEqualTo("2030-07-01 14:00:00+02");
            assertThat(due(first)).isEqualTo(summer);
            assertThat(due(second)).isEqualTo(winter);
        });
    }

    private String pauseUntil(Instant deadline) {
        ContactId contact = new ContactId("an-upgrade-" + UUID.randomUUID());
        pauses.request(
                contact, StatusRequest.byPerson(BotStatus.SNOOZED, new Reactivation.At(deadline), null, "ben"), null);
        return Objects.requireNonNull(states.of(contact).holds().get(0).processInstanceId());
    }

    private String stored(String instance) {
        return sql.sql("select duedate_::text from act_ru_job where process_instance_id_ = :instance")
                .param("instance", instance)
                .query(String.class)
                .single();
    }

    @SuppressWarnings("JavaUtilDate") // what the engine answers
    private Instant due(String instance) {
        Job timer =
                management.createJobQuery().processInstanceId(instance).timers().singleResult();
        return timer.getDuedate().toInstant();
    }

    /** The driver gives each session the zone of the JVM at its beginning. */
    private void newSessions() {
        try {
            dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
