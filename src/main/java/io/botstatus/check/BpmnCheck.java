package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;

/** Looks for one kind of mistake, at every element of a process that will be deployed and at what stands beside it. */
interface BpmnCheck {

    void look(ModelElement node, Findings findings);
}
