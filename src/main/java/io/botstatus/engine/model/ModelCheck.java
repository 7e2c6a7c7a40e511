package io.botstatus.engine.model;

/** Looks at a model before it is deployed. */
public interface ModelCheck {

    /** Adds what is wrong with the model to the findings; a deployment with findings is refused. */
    void look(DeployedModel model, Findings findings);
}
