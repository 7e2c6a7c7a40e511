package io.botstatus.engine.model;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model in a new deployment.
 *
 * @param root the root element of the file
 * @param language the language of the file, by its suffix
 * @param tenant of the deployment; null: of none
 */
public record DeployedModel(
        ModelElement root, Language language, @Nullable String tenant) {

    /** The languages of models that are checked. */
    public enum Language {
        BPMN,
        DMN
    }

    /** All elements of a BPMN model except those of processes that are not executable, which the engine ignores. */
    public Stream<ModelElement> executable() {
        return root.children().filter(DeployedModel::isExecutable).flatMap(ModelElement::all);
    }

    private static boolean isExecutable(ModelElement element) {
        return !element.is("process") || Boolean.parseBoolean(element.attribute("isExecutable"));
    }
}
