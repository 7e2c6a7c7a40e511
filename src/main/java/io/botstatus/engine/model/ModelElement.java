package io.botstatus.engine.model;

import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.impl.util.xml.Namespace;
import org.jspecify.annotations.Nullable;

/** An element of a model with its surroundings. Names have no namespace prefix. */
public record ModelElement(
        String file, Element element, @Nullable ModelElement parent) {

    private static final Namespace CAMUNDA = BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS;
    /** Elements that are deployed by their id, which a builder looks for first. */
    private static final Set<String> DEFINITIONS = Set.of("process", "decision");

    /** Elements whose names are no words for people: the name is what is checked. */
    private static final Set<String> NAMED_BY_WHAT_THEY_ARE = Set.of("message", "signal", "output");

    public boolean is(String tag) {
        return element.getTagName().equals(tag);
    }

    public String tag() {
        return element.getTagName();
    }

    /** The attribute's value; null if it is absent or empty. */
    @Nullable
    public String attribute(String name) {
        String value = element.attribute(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** The value of an attribute in Camunda's namespace; null if it is absent or empty. */
    @Nullable
    public String camunda(String name) {
        String value = element.attributeNS(CAMUNDA, name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Its own text, trimmed as the engine does. */
    public String text() {
        return element.getText().strip();
    }

    /** Whether it is an event that neither waits for nor throws anything. */
    public boolean isNone() {
        return children().noneMatch(child -> child.tag().endsWith("EventDefinition"));
    }

    public Stream<ModelElement> children() {
        return element.elements().stream().map(child -> new ModelElement(file, child, this));
    }

    public Stream<ModelElement> children(String tag) {
        return children().filter(child -> child.is(tag));
    }

    /** The element and all below it, in the order of the file. */
    public Stream<ModelElement> all() {
        return Stream.concat(Stream.of(this), children().flatMap(ModelElement::all));
    }

    /** Camunda's extension elements of that name. */
    public Stream<ModelElement> extensions(String tag) {
        return children("extensionElements")
                .flatMap(extensions -> extensions.children(tag))
                .filter(ModelElement::isCamundas);
    }

    public boolean isCamundas() {
        return Set.of(CAMUNDA.getNamespaceUri(), CAMUNDA.getAlternativeUri()).contains(element.getUri());
    }

    public ModelElement root() {
        return parent == null ? this : parent.root();
    }

    /** The process or decision that it belongs to; null if it is outside of them. */
    @Nullable
    public ModelElement definition() {
        if (DEFINITIONS.contains(tag())) {
            return this;
        }
        return parent == null ? null : parent.definition();
    }

    /** The nearest element with an id: this one, or one around it. */
    public ModelElement identified() {
        return attribute("id") != null || parent == null ? this : parent.identified();
    }

    /** As in {@code order.bpmn, line 12, process 'order', serviceTask 'pause' (Pause the bot)}. */
    public String place() {
        ModelElement named = identified();
        ModelElement definition = definition();
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
