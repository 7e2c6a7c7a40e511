package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each element template in a flow of its own. */
@OnRunningServer
class ElementTemplatesIT {

    private static final String FOLDER = "bpmn/.camunda/element-templates/";
    private static final String SET_STATUS = FOLDER + "set-contact-bot-status.json";
    private static final String CHECK = FOLDER + "check-contact-bot.json";
    private static final String REQUEST_REPLY = FOLDER + "request-bot-reply.json";
    private static final String PAUSE_AND_WAIT = FOLDER + "pause-and-wait.json";
    private static final String WAIT = FOLDER + "wait-until-active.json";

    private final ServerClient server;
    private final LiveContact contact;

    ElementTemplatesIT(RunningServer running) {
        server = running.client();
        contact = LiveContact.on(server);
    }

    @Test
    @Drives(SET_STATUS)
    void setContactBotStatus() {
        ProcessRun flow = run(SET_STATUS, Map.of("reactivateAfter", "PT2S", "cause", "lunch", "reason", "At lunch"));

        flow.awaitEndAt("end");
        assertThat(flow.variable("effect").asText()).isEqualTo("paused");
        assertThat(contact.status()).isEqualTo("snoozed");
        assertThat(contact.state().at("/holds/0/reason").asText()).isEqualTo("At lunch");
        contact.awaitEvent("expired lunch");
        assertThat(contact.status()).isEqualTo("active");
    }

    @Test
    @Drives(CHECK)
    void checkContactBot() {
        contact.set("inactive");

        ProcessRun flow = run(CHECK, Map.of());

        flow.awaitEndAt("end");
        assertThat(flow.variable("botStatus").asText()).isEqualTo("inactive");
        assertThat(flow.variable("botResponding").asBoolean(true)).isFalse();
    }

    @Test
    @Drives(REQUEST_REPLY)
    void requestBotReply() {
        ProcessRun granted = run(REQUEST_REPLY, Map.of("replyId", "r-1"));
        granted.awaitEndAt("end");
        assertThat(granted.variable("replyGranted").asBoolean()).isTrue();
        assertThat(contact.state().at("/replies/used").asInt()).isEqualTo(1);

        contact.report("m-1", "human");
        ProcessRun refused = run(REQUEST_REPLY, Map.of("replyId", "r-2"));
        refused.awaitEndAt("end");
        assertThat(refused.variable("replyGranted").asBoolean(true)).isFalse();
        assertThat(refused.variable("replyRefusedBecause").asText()).isEqualTo("snoozed");
    }

    @Test
    @Drives(PAUSE_AND_WAIT)
    void pauseBotAndWait() {
        ProcessRun flow = run(PAUSE_AND_WAIT, Map.of("reactivateAfter", "PT1S"));
        contact.report("m-1", "human");
        contact.awaitEvent("expired workflow_action");
        assertThat(flow.runs()).as("a person's pause goes on").isTrue();

        contact.set("active");

        goesOn(flow, Instant.now());
        assertThat(flow.variable("effect").asText()).isEqualTo("paused");
    }

    @Test
    @Drives(WAIT)
    void waitUntilBotActive() {
        contact.set("inactive");
        ProcessRun flow = run(WAIT, Map.of());
        assertThat(flow.waitingAt()).contains("task");

        contact.set("active");

        goesOn(flow, Instant.now());
        run(WAIT, Map.of()).awaitEndAt("end");
    }

    private static void goesOn(ProcessRun flow, Instant changed) {
        flow.awaitEndAt("end");
        assertThat(flow.awaitEnd()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
    }

    private ProcessRun run(String template, Map<String, String> values) {
        ElementTemplate.of(template).flow("template-flow", values).deployTo(server);
        return contact.start("template-flow", Map.of());
    }
}
