package io.botstatus.engine;

import io.botstatus.engine.model.BundledModel;
import io.botstatus.engine.model.ModelCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * What a room gives to the process engine before the engine is built. The plugin asks each bean of this type once, so such a bean
 * needs no other bean that needs the engine; it takes those by a supplier.
 */
public interface EngineExtension {

    /**
     * What runs whenever an instance of a process ends, by the id of the process. A built-in listener: Cockpit's "skip custom
     * listeners" does not skip it.
     */
    default Map<String, ExecutionListener> endListeners() {
        return Map.of();
    }

    /** The models that the room brings along. */
    default List<BundledModel> models() {
        return List.of();
    }

    /** The process whose instances are by far the most, so that each row of history and each parsed cell of its decision counts. */
    default Optional<FrequentProcess> frequent() {
        return Optional.empty();
    }

    /** What looks at models before they are deployed. */
    default List<ModelCheck> checks() {
        return List.of();
    }

    /**
     * A process that runs often.
     *
     * @param process its id
     * @param decision the id of the decision that it asks
     */
    record FrequentProcess(String process, String decision) {}
}
