package io.botstatus.web;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Camunda's REST API finds its engine in a register of the JVM, where another test's engine may have taken the place. */
final class OwnEngine implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        ProcessEngines.registerProcessEngine(
                SpringExtension.getApplicationContext(test).getBean(ProcessEngine.class));
    }
}
