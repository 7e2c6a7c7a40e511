package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The flow of a builder who has read only the builders' guide: it waits for a change, for a message, or for time to pass. */
@OnRunningServer
class NewcomersFlowIT {

    private final ServerClient server;
    private final LiveContact contact;

    NewcomersFlowIT(RunningServer running) {
        server = running.client();
        contact = LiveContact.on(server);
    }

    @BeforeEach
    void deploy() {
        ModelText.ofTest("parcel-question.bpmn").deployTo(server);
    }

    @Test
    void endsWhenAColleagueTakesOver() {
        ProcessRun question = asks("PT1H");

        contact.report("m-1", "human");

        Instant changed = Instant.now();
        question.awaitEndAt("Event_colleague");
        assertThat(question.awaitEnd()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
    }

    @Test
    void goesOnWaitingWhenTheBotIsLetGoAgain() {
        contact.set("inactive");
        ProcessRun question = asks("PT1H");

        contact.set("active");
        contact.set("inactive");

        question.awaitEndAt("Event_colleague");
    }

    @Test
    void endsByAnotherMessage() {
        ProcessRun question = asks("PT1H");

        contact.correlate("parcel.arrived", Map.of());

        question.awaitEndAt("Event_done");
    }

    @Test
    void answersItselfWhenNobodyTakesOver() {
        ProcessRun question = asks("PT1S");

        question.awaitEndAt("Event_answer");

        assertThat(contact.status()).isEqualTo("active");
    }

    private ProcessRun asks(String patience) {
        ProcessRun question = contact.startBy("parcel.asked", Map.of("contactId", contact.id(), "patience", patience));
        assertThat(question.work("tell-colleague")).startsWith(contact.id());
        question.awaitWaitingAt("Gateway_first");
        return question;
    }
}
