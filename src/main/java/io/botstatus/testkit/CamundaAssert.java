package io.botstatus.testkit;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.springframework.util.ClassUtils;

/** Makes Camunda's own assertions, if the builder has them, use the same engine without a line in the test. */
final class CamundaAssert {

    private static final boolean PRESENT = ClassUtils.isPresent(
            "org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions", CamundaAssert.class.getClassLoader());

    private CamundaAssert() {}

    static void init(ProcessEngine engine) {
        if (PRESENT) {
            Present.init(engine);
        }
    }

    static void reset() {
        if (PRESENT) {
            Present.reset();
        }
    }

    /** A class of its own, because the JVM looks for the library when it links this one. */
    private static final class Present {

        static void init(ProcessEngine engine) {
            AbstractAssertions.init(engine);
        }

        static void reset() {
            AbstractAssertions.reset();
        }
    }
}
