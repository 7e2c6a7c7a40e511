package io.botstatus.engine.model;

/** Checks a model before it is deployed. */
public interface ModelCheck {

    /** Adds the model's mistakes to the findings. A deployment with findings is refused. */
    void look(DeployedModel model, Findings findings);
}
