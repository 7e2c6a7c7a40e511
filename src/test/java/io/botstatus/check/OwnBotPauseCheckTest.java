package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A builder's own version of the process {@code bot-pause}. */
class OwnBotPauseCheckTest extends CheckScenario {

    @Test
    void mustHaveEveryStartOfTheBundledOne() {
        assertThat(againstFile("own.bpmn", Models.definitions("""
                        <bpmn:message id="message" name="bot.manualMessageSent"/>
                        <bpmn:process id="bot-pause" isExecutable="true" camunda:historyTimeToLive="P1D">
                        <bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="message"/></bpmn:startEvent>
                        </bpmn:process>""")))
                .containsExactly(
                        "process 'bot-pause': message start event is missing. Allowed: one that catches bot.workflowMessageSent.",
                        "process 'bot-pause': message start event is missing. Allowed: one that catches bot.messageLimitReached.",
                        "process 'bot-pause': message start event is missing. Allowed: one that catches bot.statusRequested.",
                        "process 'bot-pause': none start event is missing. Allowed: one, for call activities and for the start"
                                + " over REST.");
    }

    @Test
    void mayBeTheBundledOneWithAnotherName() throws IOException {
        String changed = read("bpmn/bot-pause.bpmn").replace("name=\"Bot pause\"", "name=\"Ours\"");

        assertThat(deploy("ours.bpmn", changed)).isEmpty();
    }

    static String read(String file) throws IOException {
        try (InputStream stream = OwnBotPauseCheckTest.class.getClassLoader().getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
