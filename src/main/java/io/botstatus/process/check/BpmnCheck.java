package io.botstatus.process.check;

/** Looks for one kind of mistake, at every element of a process that will be deployed and at what stands beside it. */
interface BpmnCheck {

    void look(Node node, Findings findings);
}
