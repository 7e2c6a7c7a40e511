package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;

/** Checks for one kind of mistake, at every element of a deployed process and at the elements beside it. */
interface BpmnCheck {

    void look(ModelElement node, Findings findings);
}
