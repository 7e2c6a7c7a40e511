package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.TestSettings;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class PausePolicyTest extends PauseScenario {

    @Autowired
    DecisionService decisions;

    @ParameterizedTest
    @CsvSource({
        "manual_message, snoozed, PT24H, , true,",
        "workflow_message, snoozed, PT1H, , false,",
        "message_limit, snoozed, , 2030-03-04T19:00:00Z, false, 75 replies within PT24H"
    })
    void bundledDecidesByCause(
            String cause,
            String pauseAs,
            @Nullable String reactivateAfter,
            @Nullable String reactivateAt,
            boolean extend,
            @Nullable String reason) {
        Map<String, Object> answer = decisions
                .evaluateDecisionByKey(BotPause.POLICY)
                .variables(map(
                        "cause",
                        cause,
                        "channel",
                        null,
                        "windowEndsAt",
                        "2030-03-04T19:00:00Z",
                        "messageLimit",
                        75,
                        "messageLimitWindow",
                        "PT24H"))
                .evaluate()
                .getSingleResult()
                .getEntryMap();

        Map<String, Object> expected = map(
                "pauseAs",
                pauseAs,
                "reactivateAfter",
                reactivateAfter,
                "reactivateAt",
                reactivateAt,
                "extend",
                extend,
                "reason",
                reason);
        expected.values().removeIf(Objects::isNull);
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void ofABuilderDecidesOnEveryAttributeThatTheTriggerCarried() {
        deploy(new PolicyTable("vip")
                .rule("true", "pauseAs", "\"inactive\"", "reactivateAfter", "\"PT8H\"", "reason", "\"a VIP writes\"")
                .rule("", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT5M\""));

        ProcessInstance vip = submit(BotPause.MANUAL_MESSAGE_SENT, "vip", true);

        assertThat(timer(vip)).isEqualTo(START.plus(Duration.ofHours(8)));
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().reason()).isEqualTo("a VIP writes");

        contact = new ContactId(contact + " too");
        pauses.report(trigger(Cause.MANUAL_MESSAGE, "vip", false));
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void ofABuilderMayAskForAnAttributeThatNotEveryTriggerCarries() {
        deploy(new PolicyTable("vip")
                .rule("true", "pauseAs", "\"inactive\"")
                .rule("", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT5M\""));

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(hold().reason()).isNull();
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void ofABuilderMaySetAnInstant() {
        deploy(PolicyTable.always("pauseAs", "\"snoozed\"", "reactivateAt", "\"2030-03-05T08:00:00+01:00\""));

        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(timer(pause)).isEqualTo(Instant.parse("2030-03-05T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date and time(date(\"2030-03-05\"), time(\"08:00:00@Europe/Berlin\"))",
                "string(date and time(\"2030-03-05T08:00:00@Europe/Berlin\"))",
                "date and time(\"2030-03-05T08:00:00+01:00\")",
                "\"2030-03-05 08:00+01:00[Europe/Berlin]\"",
            })
    void ofABuilderMayComputeAnInstantAsFeelWritesIt(String expression) {
        deploy(PolicyTable.always("pauseAs", "\"snoozed\"", "reactivateAt", expression)
                .asTexts());

        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(timer(pause)).isEqualTo(Instant.parse("2030-03-05T07:00:00Z"));
        assertThat(hold().reason()).isNull();
    }

    @Test
    void ofABuilderTellsTheTimeByTheEnginesClock() {
        deploy(new PolicyTable("day of week(today())")
                .rule("\"Monday\"", "pauseAs", "\"inactive\"", "reason", "string(now())")
                .rule("", "pauseAs", "\"none\""));

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(hold().reason())
                .startsWith(
                        START.atZone(ZoneId.systemDefault()).toLocalDateTime().toString());
    }

    @Test
    void ofABuilderMayBeWrittenInJuel() {
        deploy(new PolicyTable("${channel}")
                .rule(
                        "${channel == 'sms' && sentBy != null}",
                        "pauseAs",
                        "${'inactive'}",
                        "reactivateAt",
                        "${botCalendar.next('monday', '09:00', 'Europe/Berlin')}",
                        "reason",
                        "${sentBy} wrote by ${channel}")
                .rule("", "pauseAs", "\"none\""));

        submit(BotPause.MANUAL_MESSAGE_SENT, "channel", "sms", "sentBy", "anna");

        assertThat(hold().reason()).isEqualTo("anna wrote by sms");
        assertThat(hold().until()).isEqualTo(Instant.parse("2030-03-11T08:00:00Z"));
    }

    @Test
    void ofABuilderMayLetTheBotKeepAnswering() {
        deploy(PolicyTable.always("pauseAs", "\"none\"", "reason", "\"nobody waits for an answer\""));
        long epoch = state().epoch();

        ProcessInstance trigger =
                submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "ben", "messageId", "m-1", "evidence", "fromMe is true");
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        TriggerOutcome report = pauses.report(trigger(Cause.WORKFLOW_MESSAGE));

        ended(trigger, KEEPS_ANSWERING);
        assertThat(report).isEqualTo(new TriggerOutcome(Effect.NONE, BotStatus.ACTIVE));
        assertThat(variable(trigger, "effect")).isEqualTo("none");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(state().epoch()).isEqualTo(epoch);
        assertThat(story())
                .containsExactly(
                        "no_pause manual_message: active to active", "no_pause workflow_message: active to active");
        assertThat(events().get(0)).satisfies(event -> {
            assertThat(event.setBy()).isEqualTo("ben");
            assertThat(event.evidence()).isEqualTo("fromMe is true");
            assertThat(event.reason()).isEqualTo("nobody waits for an answer");
            assertThat(event.processInstanceId()).isEqualTo(trigger.getId());
            assertThat(event.activityId()).isEqualTo(KEEPS_ANSWERING);
        });
    }

    @Test
    void thatPlacesNoMoreHoldLeavesTheOneThatIsThere() {
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        long epoch = state().epoch();
        deploy(PolicyTable.always("pauseAs", "\"none\""));

        pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(state().epoch()).isEqualTo(epoch);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed", "no_pause manual_message: snoozed to snoozed");
    }

    @Test
    void thatPlacesNoHoldMakesTheLimitAMereEvent() {
        deploy(PolicyTable.always("pauseAs", "\"none\"", "reason", "\"the limit is only counted\""));
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 1, Duration.ofHours(24)));
        try {
            assertThat(permit().granted()).isTrue();
            assertThat(permit().granted()).isTrue();
        } finally {
            TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24)));
        }

        assertThat(running()).isEmpty();
        assertThat(story())
                .containsExactly(
                        "limit_reached message_limit: active to active",
                        "limit_reached message_limit: active to active");
        assertThat(events().get(0)).satisfies(event -> {
            assertThat(event.reason()).isEqualTo("the limit is only counted");
            assertThat(event.activityId()).isEqualTo(KEEPS_ANSWERING);
        });
    }

    @Test
    void deployedBetweenTwoTriggersCountsAtOnceForAContactOnHoldToo() {
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        passes("PT1H");

        deploy(PolicyTable.always("pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT48H\"", "extend", "true"));
        TriggerOutcome repeat = pauses.report(trigger(Cause.MANUAL_MESSAGE));

        assertThat(repeat.effect()).isEqualTo(Effect.EXTENDED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(49)));

        passes("PT1H");
        deploy(PolicyTable.always("pauseAs", "\"none\""));
        assertThat(pauses.report(trigger(Cause.MANUAL_MESSAGE)).effect()).isEqualTo(Effect.NONE);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(49)));
    }

    @Test
    void isAskedAgainWhenARepeatCarriesOtherAttributes() {
        deploy(new PolicyTable("lines")
                .rule(">= 10", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT10H\"", "extend", "true")
                .rule("", "pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT1H\"", "extend", "true"));
        pauses.report(trigger(Cause.MANUAL_MESSAGE, "lines", 1));

        pauses.report(trigger(Cause.MANUAL_MESSAGE, "lines", 12));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(10)));
        assertThat(running()).hasSize(1);
    }

    @Test
    void bundledIsInForceAgainWhenTheBuildersIsUndeployed() {
        deploy(PolicyTable.always("pauseAs", "\"none\""));
        ended(submit(BotPause.MANUAL_MESSAGE_SENT), KEEPS_ANSWERING);

        undeployPolicies();

        assertThat(timer(submit(BotPause.MANUAL_MESSAGE_SENT))).isEqualTo(START.plus(Duration.ofHours(24)));
    }
}
