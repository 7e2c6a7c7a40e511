package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import java.time.Duration;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ManualMessageTest extends PauseScenario {

    @Test
    void snoozesTheBotForADayAndLetsItAnswerAgain() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna", "channel", "sms");

        assertThat(pause).hasBusinessKey(contact.value()).isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(hold()).satisfies(hold -> {
            assertThat(hold.cause()).isEqualTo(Cause.MANUAL_MESSAGE);
            assertThat(hold.since()).isEqualTo(START);
            assertThat(hold.until()).isEqualTo(START.plus(Duration.ofHours(24)));
            assertThat(hold.setBy()).isEqualTo("anna");
            assertThat(hold.processInstanceId()).isEqualTo(pause.getId());
        });

        passes("PT24H");
        fireTimer(pause);

        assertThat(pause)
                .isEnded()
                .hasPassedInOrder(
                        "startEvent_manualMessageSent",
                        "businessRuleTask_decidePause",
                        "gateway_pause",
                        "serviceTask_setContactBotStatus",
                        "gateway_newPause",
                        "gateway_reactivateAfter",
                        PAUSED,
                        "boundaryEvent_reactivateAfter",
                        "serviceTask_reactivateContactBot",
                        "gateway_over",
                        ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed", "expired manual_message: snoozed to active");
    }

    @Test
    void isNotOverOneMillisecondTooEarly() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        passes("PT23H59M59.999S");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> fireTimer(pause))
                .withMessageContaining("0 timers that are due");
    }

    @Test
    void takesTheContactFromTheVariableAndMakesItTheBusinessKey() {
        ProcessInstance pause = runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .setVariable("contactId", contact.value())
                .correlateWithResult()
                .getProcessInstance();

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(running()).containsExactly(pause.getId());
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void takesANumberAsContact() {
        long number = System.nanoTime();

        ProcessInstance pause = runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .setVariable("contactId", number)
                .correlateWithResult()
                .getProcessInstance();

        assertThat(onlyInstanceOf(Long.toString(number))).isEqualTo(pause.getId());
    }

    @Test
    void acceptsTheContactInBothPlaces() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "contactId", contact.value());

        assertThat(pause).isWaitingAt(PAUSED);
    }

    @Test
    void refusesTwoDifferentContacts() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> submit(BotPause.MANUAL_MESSAGE_SENT, "contactId", "somebody-else"))
                .withMessageContaining("contactId is 'somebody-else'")
                .withMessageContaining(contact.value());

        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void refusesAMessageAboutNobody() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                        .correlateWithResult())
                .withMessageContaining("contactId is missing");
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> submit(BotPause.MANUAL_MESSAGE_SENT, "sentAt", "yesterday"))
                .withMessageContaining("sentAt is 'yesterday'");

        assertThat(running()).isEmpty();
    }

    @Test
    void leavesNothingOfTheProcessInTheCallersHands() {
        var result = submitForResult(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna", "vip", true);

        assertThat(result.getVariables())
                .containsEntry("effect", "paused")
                .containsEntry("cause", "manual_message")
                .containsEntry("vip", true)
                .doesNotContainKeys("botTrigger", "botPause", "botOutcome");
    }

    private String onlyInstanceOf(String businessKey) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .singleResult()
                .getId();
    }
}
