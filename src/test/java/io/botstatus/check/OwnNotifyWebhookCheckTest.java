package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A builder's own version of the process {@code notify-webhook}. */
class OwnNotifyWebhookCheckTest extends CheckScenario {

    private static final String FIRST =
            "true for the first step, since it would run in the transaction of the status change.";

    @Test
    void mustHaveAStart() {
        assertThat(own("<bpmn:startEvent id='s'><bpmn:messageEventDefinition messageRef='m'/></bpmn:startEvent>"))
                .containsExactly(
                        "process 'notify-webhook': none start event is missing. Allowed: one, by which the plugin"
                                + " starts it.");
    }

    @Test
    void mustPostAsynchronously() {
        assertThat(own(
                        "<bpmn:startEvent id='s'/>",
                        flow("s", "post"),
                        "<bpmn:serviceTask id='post' camunda:delegateExpression='${postStatusChange}'/>"))
                .containsExactly(
                        "process 'notify-webhook', serviceTask 'post': camunda:asyncBefore is missing. Allowed: "
                                + FIRST,
                        "process 'notify-webhook', serviceTask 'post': camunda:asyncBefore is missing. Allowed: true, since"
                                + " it waits for an address.");
    }

    @Test
    void mayDoNothingBeforeItsFirstAsynchronousStep() {
        assertThat(own(
                        "<bpmn:startEvent id='s'/>",
                        flow("s", "fork"),
                        "<bpmn:exclusiveGateway id='fork'/>",
                        flow("fork", "script"),
                        "<bpmn:scriptTask id='script' scriptFormat='javascript'><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                        flow("script", "post"),
                        "<bpmn:serviceTask id='post' camunda:asyncBefore='true'"
                                + " camunda:delegateExpression='${postStatusChange}'/>"))
                .containsExactly(
                        "process 'notify-webhook', scriptTask 'script': camunda:asyncBefore is missing. Allowed: "
                                + FIRST);
    }

    @Test
    void mayBeginAsynchronouslyAndThenDoWhatItLikes() {
        assertThat(own(
                        "<bpmn:startEvent id='s' camunda:asyncAfter='true'/>",
                        flow("s", "script"),
                        "<bpmn:scriptTask id='script' scriptFormat='javascript'><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
                        flow("script", "post"),
                        "<bpmn:serviceTask id='post' camunda:asyncBefore='true'"
                                + " camunda:delegateExpression='${postStatusChange}'/>"))
                .isEmpty();
    }

    @Test
    void mayBeTheBundledOneWithOtherPauses() throws IOException {
        String changed = OwnBotPauseCheckTest.read("bpmn/notify-webhook.bpmn").replace("PT10S,PT1M", "PT5S,PT2M");

        assertThat(deploy("ours.bpmn", changed)).isEmpty();
    }

    private List<String> own(String... elements) {
        return againstFile(
                "own.bpmn",
                Models.definitions("<bpmn:message id='m' name='news'/><bpmn:process"
                        + " id='notify-webhook' isExecutable='true' camunda:historyTimeToLive='P1D'>"
                        + String.join("", Arrays.asList(elements)) + "</bpmn:process>"));
    }

    private static String flow(String from, String to) {
        return "<bpmn:sequenceFlow id='" + from + "_" + to + "' sourceRef='" + from + "' targetRef='" + to + "'/>";
    }
}
