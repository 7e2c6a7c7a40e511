package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.botstatus.status.BotEvent;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** "Why did my bot stop?" is answered from one event for each change of a hold. */
class HistoryOfAPauseTest extends PauseScenario {

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void saysWhatHappenedWhenByWhomUntilWhenAndWhere() {
        ProcessInstance pause =
                requestStatus("snoozed", "reactivateAfter", "PT1H", "reason", "quiet hour", "requestedBy", "flow-3");

        assertThat(events()).hasSize(1);
        assertThat(events().get(0)).satisfies(event -> {
            assertThat(event.type()).isEqualTo(BotEvent.Type.PLACED);
            assertThat(event.at()).isEqualTo(START);
            assertThat(event.cause()).isEqualTo(Cause.WORKFLOW_ACTION);
            assertThat(event.before()).isEqualTo(BotStatus.ACTIVE);
            assertThat(event.after()).isEqualTo(BotStatus.SNOOZED);
            assertThat(event.until()).isEqualTo(START.plus(Duration.ofHours(1)));
            assertThat(event.reason()).isEqualTo("quiet hour");
            assertThat(event.setBy()).isEqualTo("flow-3");
            assertThat(event.processInstanceId()).isEqualTo(pause.getId());
            assertThat(event.activityId()).isEqualTo("serviceTask_setContactBotStatus");
        });
    }

    @Test
    void tellsARepeatWithItsNewDeadlineAndSender() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT1H");

        pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, null, null, "anna", now(), Map.of()));

        assertThat(events().get(1)).satisfies(event -> {
            assertThat(event.type()).isEqualTo(BotEvent.Type.EXTENDED);
            assertThat(event.until()).isEqualTo(START.plus(Duration.ofHours(25)));
            assertThat(event.setBy()).isEqualTo("anna");
            assertThat(event.processInstanceId()).isEqualTo(pause.getId());
        });
    }

    @Test
    void isWrittenInTheTransactionOfTheChangeOrNotAtAll() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> requestStatus("inactive", "reactivateAt", "2030-03-04T08:00:00Z"));

        assertThat(events()).isEmpty();
        assertThat(state().epoch()).isZero();
    }

    @Test
    void isTakenBackWithTheTransactionOfTheCaller() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            pauses.report(trigger(Cause.MANUAL_MESSAGE));
            person(BotStatus.INACTIVE, new Reactivation.Never());
            assertThat(status()).isEqualTo(BotStatus.INACTIVE);
            transaction.setRollbackOnly();
        });

        assertThat(events()).isEmpty();
        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(state().epoch()).isZero();
    }

    @Test
    void raisesTheEpochWithEveryChangeButNotWithoutOne() {
        List<Long> epochs = new ArrayList<>();
        submit(BotPause.MANUAL_MESSAGE_SENT);
        epochs.add(state().epoch());
        passes("PT1H");
        pauses.report(trigger(Cause.MANUAL_MESSAGE));
        epochs.add(state().epoch());
        requestStatus("inactive");
        epochs.add(state().epoch());
        requestStatus("active");
        epochs.add(state().epoch());

        assertThat(epochs).isSorted().doesNotHaveDuplicates();

        requestStatus("active");
        assertThat(state().epoch()).isEqualTo(epochs.get(3));
    }
}
