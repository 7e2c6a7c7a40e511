package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.status.BotEvent;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trigger through Java and one through the engine's message do the same, step by step. */
class MessageAndJavaApiTest extends PauseScenario {

    private interface Door {
        String effect(Trigger trigger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual_message", "workflow_message"})
    void haveTheSameEffect(String cause) {
        List<List<String>> java = story(
                new Cause(cause), trigger -> pauses.report(trigger).effect().word());
        List<List<String>> engine = story(new Cause(cause), this::correlate);

        assertThat(engine).containsExactlyElementsOf(java);
    }

    /** News, a repeat, a duplicate, a late one, one too old, one from the future, another policy key, one after the deadline. */
    private List<List<String>> story(Cause cause, Door door) {
        contact = new ContactId(contact + "'");
        timeIs(START);
        return List.of(
                step(door, cause, "m-1", Duration.ZERO, "sms"),
                step(door, cause, "m-2", Duration.ZERO, "sms"),
                step(door, cause, "m-2", Duration.ZERO, "sms"),
                step(door, cause, "m-3", Duration.ofHours(-5), "sms"),
                step(door, cause, "m-4", Duration.ofDays(-5), "sms"),
                step(door, cause, "m-5", Duration.ofDays(5), "sms"),
                step(door, cause, "m-6", Duration.ZERO, "mail"),
                later(door, cause),
                step(door, cause, "m-8", Duration.ofMinutes(-10), "mail"));
    }

    private List<String> later(Door door, Cause cause) {
        passes("PT100H");
        return step(door, cause, "m-7", Duration.ZERO, "mail");
    }

    private List<String> step(Door door, Cause cause, String id, Duration shift, String channel) {
        passes("PT7M");
        Trigger trigger =
                new Trigger(contact, cause, id, channel, "anna", now().plus(shift), Map.of("vip", true, "lines", 3));
        List<String> seen = new ArrayList<>(List.of(door.effect(trigger)));
        for (Hold hold : state().holds()) {
            seen.add("%s %s %s %s %s %s"
                    .formatted(hold.cause(), hold.status(), hold.since(), hold.until(), hold.reason(), hold.setBy()));
        }
        seen.add(running().size() + " running");
        for (BotEvent event : events()) {
            seen.add("%s %s %s %s %s %s %s %s"
                    .formatted(
                            event.at(),
                            event.type(),
                            event.cause(),
                            event.before(),
                            event.after(),
                            event.until(),
                            event.setBy(),
                            event.reason()));
        }
        return seen;
    }

    private String correlate(Trigger trigger) {
        ProcessInstance instance = submit(
                trigger.cause().equals(Cause.MANUAL_MESSAGE)
                        ? BotPause.MANUAL_MESSAGE_SENT
                        : BotPause.WORKFLOW_MESSAGE_SENT,
                "messageId",
                trigger.source().messageId(),
                "channel",
                trigger.channel(),
                "sentBy",
                trigger.source().sentBy(),
                "sentAt",
                trigger.happened().toString(),
                "vip",
                true,
                "lines",
                3);
        return String.valueOf(variable(instance, "effect"));
    }
}
