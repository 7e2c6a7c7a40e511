package io.botstatus.testkit;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static io.botstatus.testkit.BotStatusTests.now;
import static io.botstatus.testkit.BotStatusTests.timeIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.processInstanceQuery;

import io.botstatus.PluginTest;
import io.botstatus.TestSettings;
import io.botstatus.base.InvalidValueException;
import io.botstatus.reply.Refusal;
import io.botstatus.status.BotMode;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;

/** The assertions about a contact, and their messages when they fail. */
@PluginTest
@ExtendWith(BotStatusExtension.class)
class ContactBotAssertTest {

    private static final Instant START = Instant.parse("2030-03-04T09:00:00Z");

    @Autowired
    SettingsStore settings;

    @BeforeEach
    void beginAtStart() {
        timeIs(START);
    }

    @Test
    void tellsTheStoryOfAManualMessage() {
        assertThat(contact("c-1")).isActive().isResponding().hasNoHolds();

        contact("c-1").isWrittenToBy("anna", Map.of("channel", "sms"));

        assertThat(contact("c-1"))
                .isSnoozed()
                .isNotResponding()
                .because("manual_message")
                .setBy("anna")
                .reactivatesAt(START.plus(Duration.ofHours(24)))
                .reactivatesAfter(Duration.ofHours(24))
                .hasHoldsOf("manual_message");

        advance(Duration.ofHours(24));

        assertThat(contact("c-1")).isActive().isResponding().hasNoHolds();
    }

    @Test
    void standsBesideTheAssertionsOfCamundaAndAssertJ() {
        contact("c-1").isWrittenToBy("anna");
        var pause = processInstanceQuery().processInstanceBusinessKey("c-1").singleResult();

        assertThat(contact("c-1")).isSnoozed();
        assertThat(pause).isWaitingAt("receiveTask_paused");
        assertThat(contact("c-1").id()).isEqualTo("c-1");
        assertThat(now()).isEqualTo(START);
    }

    @Test
    void knowsEveryHold() {
        contact("c-1").isWrittenToBy("anna").isWrittenToByWorkflow("newsletter");

        assertThat(contact("c-1"))
                .hasHoldsOf("workflow_message", "manual_message")
                .because("workflow_message")
                .setBy("newsletter")
                .because("manual_message")
                .setBy("anna");
    }

    @Test
    void knowsWhatAPersonHasSet() {
        contact("c-1").isSetInactiveBy("ben");
        assertThat(contact("c-1"))
                .isInactive()
                .because("manual_change")
                .setBy("ben")
                .staysSilentUntilReleased();
        assertThat(contact("c-1").asksForReply().because()).isEqualTo(Refusal.INACTIVE);

        contact("c-1").isSnoozedBy("ben", Duration.ofHours(1));
        assertThat(contact("c-1")).isSnoozed().reactivatesAfter(Duration.ofHours(1));

        contact("c-1").isSetActiveBy("ben");
        assertThat(contact("c-1")).isActive();
        assertThat(contact("c-1").asksForReply().granted()).isTrue();
    }

    @Test
    void knowsTheReason() {
        Settings before = settings.read();
        TestSettings.write(settings, new Settings(before.mode(), 1, before.messageLimitWindow()));
        try {
            contact("c-1").asksForReply();

            assertThat(contact("c-1")).isSnoozed().because("message_limit").withReason("1 replies within PT24H");
        } finally {
            TestSettings.write(settings, before);
        }
    }

    @Test
    void tellsResponseFromStatus() {
        Settings before = settings.read();
        TestSettings.write(
                settings, new Settings(BotMode.SUGGESTIVE, before.messageLimit(), before.messageLimitWindow()));
        try {
            assertThat(contact("c-1")).isActive().isNotResponding();
            assertThatThrownBy(() -> assertThat(contact("c-1")).isResponding()).hasMessage("""
                            Expected the bot to answer for contact 'c-1', but at 2030-03-04T09:00:00Z it does not.
                            The bot only drafts replies for people, because the bot mode is suggestive. Nothing else holds it back from this contact.
                            Holds: none""");
        } finally {
            TestSettings.write(settings, before);
        }
    }

    @Test
    void explainsAFailureByTheWholeState() {
        contact("c-1").isWrittenToBy("anna");
        contact("c-1").isWrittenToByWorkflow("newsletter");

        assertThatThrownBy(() -> assertThat(contact("c-1")).isActive())
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        Expected the bot to be active for contact 'c-1', but at 2030-03-04T09:00:00Z it is snoozed.
                        The bot is snoozed since 2030-03-04 09:00:00 UTC because anna wrote to the contact by hand. It answers again by itself at 2030-03-05 09:00:00 UTC, or at once when somebody sets the status to active; these hold it back as well: workflow_message.
                        Holds:
                          manual_message: snoozed since 2030-03-04T09:00:00Z until 2030-03-05T09:00:00Z, set by 'anna'
                          workflow_message: snoozed since 2030-03-04T09:00:00Z until 2030-03-04T10:00:00Z, set by 'newsletter'""");
    }

    @Test
    void saysWhatIsThereInsteadOfWhatWasExpected() {
        contact("c-1").isWrittenToBy("anna");
        fails(() -> assertThat(contact("c-1")).isInactive(), "to be inactive for", "it is snoozed.");
        fails(
                () -> assertThat(contact("c-1")).because("opt_out"),
                "to be silent because of opt_out for",
                "it has no such hold.");
        fails(
                () -> assertThat(contact("c-1")).because("manual_message").setBy("ben"),
                "to have its hold of manual_message set by 'ben' for",
                "it has not.");
        fails(
                () -> assertThat(contact("c-1")).withReason("holiday"),
                "to have a hold with the reason 'holiday' for",
                "it has not.");
        fails(
                () -> assertThat(contact("c-1")).hasHoldsOf("opt_out", "campaign"),
                "to have holds of campaign, opt_out for",
                "it has holds of manual_message.");
        fails(() -> assertThat(contact("c-1")).hasNoHolds(), "to have no holds for", "it has holds of manual_message.");
        fails(
                () -> assertThat(contact("c-1")).reactivatesAt(START),
                "to come back by itself at 2030-03-04T09:00:00Z for",
                "it comes back at 2030-03-05T09:00:00Z.");
        fails(
                () -> assertThat(contact("c-1")).reactivatesAfter(Duration.ofHours(1)),
                "to come back by itself after PT1H, at 2030-03-04T10:00:00Z for",
                "it comes back at 2030-03-05T09:00:00Z.");
        fails(
                () -> assertThat(contact("c-1")).staysSilentUntilReleased(),
                "to stay silent until it is released for",
                "it comes back at 2030-03-05T09:00:00Z.");
        fails(() -> assertThat(contact("c-2")).isNotResponding(), "to answer nobody for contact 'c-2'", "it answers.");
        fails(() -> assertThat(contact("c-2")).reactivatesAt(START), "to come back by itself", "it is active.");
    }

    @Test
    void refusesACauseThatCannotBe() {
        assertThatThrownBy(() -> assertThat(contact("c-1")).because("Manual Message"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("cause is 'Manual Message'. Allowed: ");
    }

    private static void fails(Runnable assertion, String expected, String found) {
        assertThatThrownBy(assertion::run)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected the bot " + expected)
                .hasMessageContaining(found)
                .hasMessageContaining("\nHolds:");
    }
}
