package io.botstatus.engine;

import io.botstatus.engine.model.BundledModel;
import io.botstatus.engine.model.ModelCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * What a package adds to the process engine before the engine is built. The plugin asks each bean of this type once. Such a bean
 * must not need the engine: it takes beans that do by a supplier.
 */
public interface EngineExtension {

    /**
     * Listeners for the end of a process instance, by the id of the process. They are built-in listeners: Cockpit's "skip custom
     * listeners" does not skip them.
     */
    default Map<String, ExecutionListener> endListeners() {
        return Map.of();
    }

    /** The models that the package deploys. */
    default List<BundledModel> models() {
        return List.of();
    }

    /**
     * The id of the process with by far the most instances, so that each row of history and each parsed cell of its decision
     * counts.
     */
    default Optional<String> frequent() {
        return Optional.empty();
    }

    /** Checks of models before they are deployed. */
    default List<ModelCheck> checks() {
        return List.of();
    }
}
