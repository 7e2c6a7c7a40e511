package io.botstatus.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.status.*;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PluginTest
class SmokeTest {
    @Autowired
    BotPauses pauses;

    @Autowired
    ContactStates states;

    @Autowired
    BotEvents events;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Test
    void smoke() {
        ContactId c = new ContactId("smoke-1");
        var t = new Trigger(c, Cause.MANUAL_MESSAGE, "m1", "sms", "anna", Instant.now(), Map.of("vip", true));
        System.out.println(pauses.report(t));
        System.out.println(states.of(c));
        System.out.println(states.of(c).explanation());
        System.out.println(pauses.report(t));
        System.out.println(pauses.report(
                new Trigger(c, Cause.MANUAL_MESSAGE, "m2", "sms", "anna", Instant.now(), Map.of("vip", true))));
        System.out.println(pauses.report(
                new Trigger(c, Cause.WORKFLOW_MESSAGE, "m3", "sms", "anna", Instant.now(), Map.of("vip", true))));
        System.out.println(pauses.limitReached(
                c, new Settings(BotMode.AUTO_PILOT, 75, java.time.Duration.ofDays(1)), Instant.now()));
        System.out.println(states.of(c));
        System.out.println(runtime.createVariableInstanceQuery().list());
        var r = runtime.createMessageCorrelation("bot.statusRequested")
                .processInstanceBusinessKey("smoke-2")
                .setVariable("status", "snoozed")
                .setVariable("reactivateAfter", "PT1H")
                .correlateWithResultAndVariables(true);
        System.out.println(r.getVariables());
        r = runtime.createMessageCorrelation("bot.statusRequested")
                .processInstanceBusinessKey("smoke-1")
                .setVariable("status", "active")
                .correlateWithResultAndVariables(true);
        System.out.println(r.getVariables());
        System.out.println(states.of(c));
        events.before(c, Long.MAX_VALUE, 100).forEach(System.out::println);
        pauses.request(c, StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), "x", "ben"), null);
        System.out.println(states.of(c).explanation());
        pauses.forget(c);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey("smoke-1")
                        .count())
                .isZero();
        System.out.println(states.of(c));
    }
}
