package io.botstatus.running;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the server for the first test that asks for it. It stops with the tests' JVM: beside a second JVM, each test class is a
 * run of JUnit of its own, so no end of a run is the end of all.
 */
final class SharedServer implements ParameterResolver, AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Started.SERVER;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Started.SERVER.client().undeploy();
    }

    private static final class Started {
        static final RunningServer SERVER = RunningServer.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
