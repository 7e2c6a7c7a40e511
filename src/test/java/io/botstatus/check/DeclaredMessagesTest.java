package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and signals of the plugin's in other models. */
class DeclaredMessagesTest extends CheckScenario {

    private static final String ALL =
            "Allowed: bot.manualMessageSent, bot.workflowMessageSent, bot.messageLimitReached, bot.statusRequested,"
                    + " bot.statusChanged.";

    @ParameterizedTest
    @CsvSource({
        "bot.manualMesageSent, bot.manualMessageSent",
        "bot.messageLimit, bot.messageLimitReached",
        "bot.changed, bot.statusChanged",
        "Bot.StatusChanged, bot.statusChanged"
    })
    void thatDoNotExistAreToldTheNearest(String name, String nearest) {
        assertThat(againstMessage(name, "<bpmn:task id=\"task\"/>"))
                .containsExactly("message 'message': message is '%1$s'. %2$s Did you mean '%3$s'?"
                        .formatted(name, ALL, nearest));
    }

    @Test
    void includeOneSignal() {
        assertThat(againstFile("order.bpmn", Models.definitions("""
                        <bpmn:signal id="signal" name="bot.manualMessageSent"/>
                        <bpmn:signal id="right" name="bot.statusChanged"/>
                        """)))
                .containsExactly(
                        "signal 'signal': signal is 'bot.manualMessageSent'. Allowed:" + " bot.statusChanged.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot.paymentPromised", "bot.bulkUndo", "bot.holdRelease"})
    void thatAreInternalAreNeverSuggested(String name) {
        assertThat(againstMessage(name, "<bpmn:task id=\"task\"/>"))
                .containsExactly("message 'message': message is '%s'. %s".formatted(name, ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.paid", "bottle.full", "bot.${name}"})
    void ofOthersAreNoneOfOurs(String name) {
        assertThat(againstMessage(name, receive())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot.manualMessageSent",
                "bot.workflowMessageSent",
                "bot.messageLimitReached",
                "bot.statusRequested",
                "bot.holdReleased"
            })
    void thatAreForBotPauseCannotBeCaughtElsewhere(String name) {
        String message =
                "message is '%s'. Allowed: bot.statusChanged; this one is for bot-pause, and an instance that waits for"
                                .formatted(name)
                        + " it would take it away from there.";
        assertThat(againstMessage(name, receive())).containsExactly("receiveTask 'wait': " + message);
        assertThat(againstMessage(name, start("start"))).containsExactly("startEvent 'start': " + message);
        assertThat(againstMessage(name, """
                        <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="message"/>
                        </bpmn:intermediateCatchEvent>""")).containsExactly("intermediateCatchEvent 'wait': " + message);
        assertThat(againstMessage(name, """
                        <bpmn:userTask id="task"/><bpmn:boundaryEvent id="wait" attachedToRef="task">
                        <bpmn:messageEventDefinition messageRef="message"/></bpmn:boundaryEvent>""")).containsExactly("boundaryEvent 'wait': " + message);
        assertThat(againstMessage(
                        name,
                        "<bpmn:subProcess id=\"sub\" triggeredByEvent=\"true\">" + start("wait")
                                + "</bpmn:subProcess>"))
                .containsExactly("startEvent 'wait': " + message);
    }

    @Test
    void canBeSentFromAnywhere() {
        assertThat(againstMessage("bot.manualMessageSent", """
                        <bpmn:endEvent id="end"><bpmn:messageEventDefinition messageRef="message" \
                        camunda:type="external" camunda:topic="chat"/></bpmn:endEvent>""")).isEmpty();
    }

    @Test
    void doNotStartAProcessWhenTheStatusChanges() {
        assertThat(againstMessage("bot.statusChanged", start("start")))
                .containsExactly(
                        "startEvent 'start': message is 'bot.statusChanged'. Allowed: a signal start event of this name,"
                                + " since as a message it only reaches instances that wait for it.");
    }

    @Test
    void tellAWaitingInstanceThatTheStatusChanged() {
        assertThat(againstMessage("bot.statusChanged", receive())).isEmpty();
        assertThat(againstMessage(
                        "bot.statusChanged",
                        "<bpmn:subProcess id=\"sub\" triggeredByEvent=\"true\">" + start("changed")
                                + "</bpmn:subProcess>"))
                .isEmpty();
    }

    @Test
    void ofAProcessThatIsOnlyDrawnDoNotMatter() {
        assertThat(againstFile("order.bpmn", Models.definitions("""
                        <bpmn:message id="message" name="bot.manualMessageSent"/>
                        <bpmn:process id="bot-pause" isExecutable="false">%s</bpmn:process>
                        <bpmn:process id="other"><bpmn:receiveTask id="other_wait" messageRef="message"/></bpmn:process>
                        <bpmn:process id="order" isExecutable="true" camunda:historyTimeToLive="P1D"><bpmn:startEvent id="begin"/><bpmn:task id="t"/></bpmn:process>
                        """.formatted(receive()))))
                .isEmpty();
    }

    private List<String> againstMessage(String name, String elements) {
        return againstFile("order.bpmn", Models.definitions("""
                        <bpmn:message id="message" name="%s"/>
                        <bpmn:process id="order" isExecutable="true" camunda:historyTimeToLive="P1D"><bpmn:startEvent id="begin"/>%s</bpmn:process>
                        """.formatted(name, elements)));
    }

    private static String start(String id) {
        return "<bpmn:startEvent id=\"%s\"><bpmn:messageEventDefinition messageRef=\"message\"/></bpmn:startEvent>"
                .formatted(id);
    }

    private static String receive() {
        return "<bpmn:receiveTask id=\"wait\" messageRef=\"message\"/>";
    }
}
