package io.botstatus.process.check;

import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Namespace;
import org.jspecify.annotations.Nullable;

/** An element of a model and what stands around it. Names are without prefix, whatever the model calls its namespaces. */
record Node(String file, Element element, @Nullable Node parent) {

    private static final Namespace CAMUNDA = BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS;
    /** What is deployed by its id, and so what a builder looks for first. */
    private static final Set<String> DEFINITIONS = Set.of("process", "decision");

    /** Their names are no words for people, but what is looked at. */
    private static final Set<String> NAMED_BY_WHAT_THEY_ARE = Set.of("message", "signal", "output");

    boolean is(String tag) {
        return element.getTagName().equals(tag);
    }

    String tag() {
        return element.getTagName();
    }

    /** The attribute's value; null if it is absent or empty. */
    @Nullable
    String attribute(String name) {
        String value = element.attribute(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The value of an attribute in Camunda's namespace; null if it is absent or empty. */
    @Nullable
    String camunda(String name) {
        String value = element.attributeNS(CAMUNDA, name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Its own text without the space around it, as the engine takes it. */
    String text() {
        return element.getText().strip();
    }

    /** Whether an event has nothing that it waits for or throws. */
    boolean isNone() {
        return children().noneMatch(child -> child.tag().endsWith("EventDefinition"));
    }

    Stream<Node> children() {
        return element.elements().stream().map(child -> new Node(file, child, this));
    }

    Stream<Node> children(String tag) {
        return children().filter(child -> child.is(tag));
    }

    /** Itself and all below it, in the order of the file. */
    Stream<Node> all() {
        return Stream.concat(Stream.of(this), children().flatMap(Node::all));
    }

    /** Camunda's extension elements of that name. */
    Stream<Node> extensions(String tag) {
        return children("extensionElements")
                .flatMap(extensions -> extensions.children(tag))
                .filter(Node::isCamundas);
    }

    boolean isCamundas() {
        return Set.of(CAMUNDA.getNamespaceUri(), CAMUNDA.getAlternativeUri()).contains(element.getUri());
    }

    Node root() {
        return parent == null ? this : parent.root();
    }

    /** The process or decision that it belongs to; null if it stands beside them. */
    @Nullable
    Node definition() {
        if (DEFINITIONS.contains(tag())) {
            return this;
        }
        return parent == null ? null : parent.definition();
    }

    /** Itself or the nearest around it that has an id. */
    Node identified() {
        return attribute("id") != null || parent == null ? this : parent.identified();
    }

    /** As in {@code order.bpmn, line 12, process 'order', serviceTask 'pause' (Pause the bot)}. */
    String place() {
        Node named = identified();
        Node definition = definition();
        return "%s, line %d, %s%s"
                .formatted(
                        file,
                        element.getLine(),
                        definition == null || definition.equals(named) ? "" : definition.title() + ", ",
                        named.title());
    }

    private String title() {
        String name = NAMED_BY_WHAT_THEY_ARE.contains(tag()) ? null : attribute("name");
        return "%s '%s'%s"
                .formatted(tag(), attribute("id"), name == null ? "" : " (" + name.replaceAll("\\s+", " ") + ")");
    }
}
