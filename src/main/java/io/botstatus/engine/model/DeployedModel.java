package io.botstatus.engine.model;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model in a new deployment.
 *
 * @param root the root element of the file
 * @param language what the file is written in, by its suffix
 * @param tenant of the deployment; null: of none
 */
public record DeployedModel(
        ModelElement root, Language language, @Nullable String tenant) {

    /** The languages of models that are checked. */
    public enum Language {
        BPMN,
        DMN
    }

    /** All elements of a BPMN model but those of processes that are only drawn, not executable: the engine leaves them out. */
    public Stream<ModelElement> executable() {
        return root.children().filter(DeployedModel::isExecutable).flatMap(ModelElement::all);
    }

    private static boolean isExecutable(ModelElement element) {
        return !element.is("process") || Boolean.parseBoolean(element.attribute("isExecutable"));
    }
}
