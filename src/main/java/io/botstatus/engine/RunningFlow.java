package io.botstatus.engine;

/** A running process instance, and the id of its process. */
public record RunningFlow(String processInstanceId, String processDefinitionKey) {}
