package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A model of an earlier release that looks for an effect that requests had. */
@ExtendWith(OutputCaptureExtension.class)
class RemovedEffectTest extends CheckScenario {

    private static final String WARNING = "looks for the effect 'not_automated', which does not exist any more";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:task id=\"way\"/><bpmn:endEvent id=\"end\"/><bpmn:sequenceFlow id=\"flow\" sourceRef=\"way\""
                        + " targetRef=\"end\"><bpmn:conditionExpression>${effect == 'not_automated'}</bpmn:conditionExpression>"
                        + "</bpmn:sequenceFlow>",
                "<bpmn:scriptTask id=\"flow\" scriptFormat=\"groovy\"><bpmn:script>effect == \"not_automated\"</bpmn:script>"
                        + "</bpmn:scriptTask>",
                "<bpmn:serviceTask id=\"flow\" camunda:expression=\"${effect == 'not_automated'}\"/>"
            })
    void isDeployedWithAWarning(String elements, CapturedOutput log) {
        assertThat(against(elements)).isEmpty();

        assertThat(log).contains("'flow'").contains(WARNING);
    }

    @Test
    void isNotSuspectedForItsDocumentation(CapturedOutput log) {
        assertThat(
                        against(
                                "<bpmn:task id=\"t\"><bpmn:documentation>Was not_automated once</bpmn:documentation></bpmn:task>"))
                .isEmpty();

        assertThat(log).doesNotContain(WARNING);
    }
}
