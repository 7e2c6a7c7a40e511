package io.botstatus.bench;

import io.botstatus.Plans;
import io.botstatus.PluginTest;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.function.SingletonSupplier;

/** Counts the statements that each operation sends to PostgreSQL, also the engine's own, and how many of them write. */
public final class Statements {

    /** The first operations fill caches, such as that of process definitions. */
    private static final int BEFORE = 20;

    private static final int TIMES = 10;

    private Statements() {}

    public static void main(String[] arguments) {
        LoggingSystem.get(Statements.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            System.out.printf("%n| operation | statements | of them writes |%n|---|---|---|%n");
            for (String level : List.of("full", "none")) {
                CamundaHost host = CamundaHost.start(
                        List.of(PluginTest.Host.class, Plans.Listener.class),
                        "spring.config.name=none",
                        "camunda.bpm.history-level=" + level,
                        "spring.datasource.hikari.connection-init-sql=" + Plans.SET_UP);
                Plans plans = (Plans) host.bean(DataSource.class);
                operations(host, level).forEach((name, operation) -> count(plans, name, operation));
            }
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static Map<String, IntConsumer> operations(CamundaHost host, String level) {
        BotPauses pauses = host.bean(BotPauses.class);
        ManagementService management = host.bean(ManagementService.class);
        Map<String, IntConsumer> operations = new LinkedHashMap<>();
        if (level.equals("full")) {
            operations.put("status read", n -> host.bean(ContactStates.class).of(new ContactId("anna")));
            operations.put(
                    "reply permit", n -> host.bean(ReplyPermits.class).ask(new ContactId("ben"), "reply " + n, null));
            operations.put("repeated trigger on hold", n -> pauses.report(message("carla")));
        }
        operations.put("new pause by a message, history " + level, n -> pauses.report(message("message-" + n)));
        operations.put("new pause by a person, history " + level, n -> pause(pauses, "person-" + n));
        Supplier<List<Job>> due = SingletonSupplier.of(
                () -> management.createJobQuery().timers().executable().list());
        operations.put(
                "reactivation by its timer, history " + level,
                n -> management.executeJob(due.get().get(n).getId()));
        return operations;
    }

    private static void pause(BotPauses pauses, String contact) {
        pauses.request(
                new ContactId(contact),
                StatusRequest.byPerson(BotStatus.SNOOZED, new Reactivation.After(Duration.ofMillis(1)), null, "ben"),
                null);
    }

    private static Trigger message(String contact) {
        return new Trigger(
                new ContactId(contact), Cause.MANUAL_MESSAGE, null, "sms", "anna", Instant.now(), Map.of());
    }

    private static void count(Plans plans, String name, IntConsumer operation) {
        for (int n = 0; n < BEFORE; n++) {
            operation.accept(n);
        }
        List<Plans.Plan> heard = plans.of(() -> {
            for (int n = BEFORE; n < BEFORE + TIMES; n++) {
                operation.accept(n);
            }
        });
        long writes = heard.stream()
                .filter(plan -> plan.nodes().stream().anyMatch(node -> node.type().equals("ModifyTable")))
                .count();
        System.out.printf("| %s | %.1f | %.1f |%n", name, (double) heard.size() / TIMES, (double) writes / TIMES);
    }
}
