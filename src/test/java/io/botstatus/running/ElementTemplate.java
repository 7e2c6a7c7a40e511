package io.botstatus.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** An element template, applied by its bindings to the one task of a flow, as Modeler does it. */
final class ElementTemplate {

    private final JsonNode template;

    private ElementTemplate(JsonNode template) {
        this.template = template;
    }

    static ElementTemplate of(String path) {
        try {
            return new ElementTemplate(new ObjectMapper().readTree(Path.of(path).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flow with a task of this template, with these values. Other fields keep the template's own values. */
    ModelText flow(String process, Map<String, String> values) {
        Map<String, String> attributes = new TreeMap<>();
        StringBuilder mappings = new StringBuilder();
        StringBuilder inputs = new StringBuilder();
        for (JsonNode property : template.path("properties")) {
            JsonNode binding = property.path("binding");
            String name = binding.path("name").asText();
            String value = xml(values.getOrDefault(name, property.path("value").asText()));
            switch (binding.path("type").asText()) {
                case "property" -> attributes.put(name, value);
                case "camunda:inputParameter" ->
                    inputs.append(
                            "<camunda:inputParameter name=\"%s\">%s</camunda:inputParameter>\n".formatted(name, value));
                case "camunda:in:businessKey" ->
                    mappings.append("<camunda:in businessKey=\"%s\" />\n".formatted(value));
                case "camunda:in" ->
                    mappings.append("<camunda:in sourceExpression=\"%s\" target=\"%s\" />\n"
                            .formatted(value, binding.path("target").asText()));
                case "camunda:out" ->
                    mappings.append("<camunda:out source=\"%s\" target=\"%s\" />\n"
                            .formatted(binding.path("source").asText(), value));
                default -> throw new AssertionError("No way to apply the binding " + binding);
            }
        }
        StringBuilder attributeText = new StringBuilder();
        attributes.forEach((name, value) -> attributeText.append(" %s=\"%s\"".formatted(name, value)));
        return new ModelText(process + ".bpmn", """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://example.com/flows">
                  <bpmn:process id="%1$s" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="start" />
                    <bpmn:sequenceFlow id="flow_in" sourceRef="start" targetRef="task" />
                    <%2$s id="task" camunda:modelerTemplate="%3$s" camunda:modelerTemplateVersion="%4$d"%5$s>
                      <bpmn:extensionElements>
                        %6$s
                        <camunda:inputOutput>
                          %7$s
                        </camunda:inputOutput>
                      </bpmn:extensionElements>
                    </%2$s>
                    <bpmn:sequenceFlow id="flow_out" sourceRef="task" targetRef="end" />
                    <bpmn:endEvent id="end" />
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(
                        process,
                        element(),
                        template.path("id").asText(),
                        template.path("version").asInt(),
                        attributeText,
                        mappings,
                        inputs));
    }

    /** The element's name in XML: {@code bpmn:ServiceTask} is the type of {@code bpmn:serviceTask}. */
    private String element() {
        String type = template.at("/elementType/value").asText();
        return "bpmn:" + Character.toLowerCase(type.charAt(5)) + type.substring(6);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
