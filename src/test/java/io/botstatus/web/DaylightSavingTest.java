package io.botstatus.web;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.botstatus.TimeChange;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The server in a JVM that stands in a zone whose clocks change: each timer comes once, at its deadline. */
@ServerTest
class DaylightSavingTest {

    @Autowired
    Server server;

    @Autowired
    ProcessEngineConfigurationImpl engine;

    @Autowired
    ManagementService management;

    @Autowired
    DataSource dataSource;

    @AfterEach
    void theClockRunsInTheZoneOfTheMachine() {
        ClockUtil.reset();
        newSessions();
    }

    @ParameterizedTest
    @MethodSource("io.botstatus.TimeChange#all")
    void eachTimerComesOnceAndAtItsDeadline(TimeChange change) {
        change.inThisZone(() -> comeOnceAndInTime(change.at()));
    }

    private void comeOnceAndInTime(Instant change) {
        newSessions();
        timeIs(change.minus(Duration.ofHours(4)));
        Map<String, Instant> deadlines = new HashMap<>();
        TreeSet<Instant> moments = new TreeSet<>();
        for (int minutes = -150; minutes <= 150; minutes += 15) {
            Instant deadline = change.plus(Duration.ofMinutes(minutes)).plusMillis(500);
            deadlines.put(pauseUntil(deadline), deadline);
            moments.addAll(List.of(deadline.minusMillis(1), deadline));
        }
        Stream.iterate(change.minus(Duration.ofMinutes(60)), at -> at.plus(Duration.ofMinutes(2)))
                .limit(60)
                .forEach(moments::add);

        List<Fired> fired = new ArrayList<>();
        boolean isLatePausePlaced = false;
        while (!moments.isEmpty()) {
            Instant moment = moments.pollFirst();
            fired.addAll(fire(moment, deadlines.keySet()));
            if (!isLatePausePlaced && !moment.isBefore(change.minus(Duration.ofMinutes(10)))) {
                // in the first pass of a repeated hour, for the second
                isLatePausePlaced = true;
                Instant late = change.plus(Duration.ofMinutes(19));
                deadlines.put(pauseUntil(late), late);
                moments.add(late);
            }
        }

        Map<String, List<Instant>> comes =
                fired.stream().collect(groupingBy(Fired::instance, mapping(Fired::at, toList())));
        assertThat(comes).hasSameSizeAs(deadlines);
        deadlines.forEach((instance, deadline) ->
                assertThat(comes.get(instance)).as("due %s", deadline).containsExactly(deadline));
    }

    /** Executes the jobs that the engine's executor would acquire at this moment. */
    private List<Fired> fire(Instant moment, Set<String> ours) {
        timeIs(moment);
        List<AcquirableJobEntity> jobs = engine
                .getCommandExecutorTxRequired()
                .execute(command -> command.getJobManager().findNextJobsToExecute(new Page(0, 1000)))
                .stream()
                .filter(job -> ours.contains(job.getProcessInstanceId()))
                .toList();
        jobs.forEach(job -> management.executeJob(job.getId()));
        return jobs.stream()
                .map(job -> new Fired(job.getProcessInstanceId(), moment))
                .toList();
    }

    private record Fired(String instance, Instant at) {}

    private String pauseUntil(Instant deadline) {
        return server.newContact()
                .set("""
                        {"status": "snoozed", "reactivateAt": "%s"}""".formatted(deadline))
                .ok()
                .path("holds")
                .path(0)
                .path("processInstanceId")
                .asText();
    }

    /** The driver gives each session the zone of the JVM at its beginning. */
    private void newSessions() {
        try {
            dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private static void timeIs(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }
}
