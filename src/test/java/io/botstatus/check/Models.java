package io.botstatus.check;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models as Modeler would write them, with the parts that the checks read. */
public final class Models {

    private Models() {}

    /** A file with one executable process of these elements, from line 5 on, behind a start event. */
    public static String process(String id, String... elements) {
        return definitions("""
                <bpmn:process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="begin"/>
                %s
                </bpmn:process>
                """.formatted(id, Stream.of(elements).collect(Collectors.joining("\n"))));
    }

    public static String definitions(String content) {
        return """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0">
                """ + content + "</bpmn:definitions>\n";
    }

    /** A service task {@code pause} with input parameters, in pairs of name and value. */
    public static String task(String delegate, String... inputs) {
        return """
                <bpmn:serviceTask id="pause" name="Pause the bot" camunda:delegateExpression="${%s}"><bpmn:extensionElements>
                %s</bpmn:extensionElements></bpmn:serviceTask>""".formatted(delegate, inputOutput(inputs));
    }

    /** A call activity {@code call} with these {@code camunda:in}. */
    public static String call(String process, String... ins) {
        return """
                <bpmn:callActivity id="call" calledElement="%s"><bpmn:extensionElements>
                %s</bpmn:extensionElements></bpmn:callActivity>""".formatted(process, String.join("\n", ins));
    }

    /** Hands over a text or an expression. */
    public static String in(String target, String expression) {
        return "<camunda:in sourceExpression=\"%s\" target=\"%s\" />".formatted(expression, target);
    }

    public static String inputOutput(String... inputs) {
        StringBuilder xml = new StringBuilder("<camunda:inputOutput>\n");
        for (int i = 0; i < inputs.length; i += 2) {
            xml.append("<camunda:inputParameter name=\"%s\">%s</camunda:inputParameter>%n"
                    .formatted(inputs[i], inputs[i + 1]));
        }
        return xml.append("</camunda:inputOutput>").toString();
    }
}
