package io.botstatus.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Gives a test exclusive use of the process engine of its Spring context, so that {@link BotStatusTests} can move its time. Use it
 * with {@code @SpringBootTest}, or another annotation that starts the builder's application:
 *
 * <pre>{@code
 * @SpringBootTest
 * @ExtendWith(BotStatusExtension.class)
 * class HandoverTest { ... }
 * }</pre>
 *
 * <p>Before each test, and before its {@code @BeforeEach} methods:
 *
 * <ol>
 *   <li>The engine's job executor stops, if it runs, and finishes its last job. From here on only the test fires jobs.
 *   <li>The engine's clock stands still at the present second; {@link BotStatusTests#timeIs} chooses another moment.
 *   <li>camunda-bpm-assert, if it is there, uses this engine.
 * </ol>
 *
 * <p>After each test, the process instances that it started are deleted, the builder's and the plugin's, without the listeners of
 * their models. The contacts that it paused or named by {@link BotStatusTests#contact} are forgotten, so that the next test may use
 * the same ids. Deployments stay. The clock runs again, and the job executor starts if it ran before. What was there before the test
 * stays too, and later tests do not fire its jobs.
 *
 * <p>Works in nested classes, for several test classes that share one context, and when it is registered more than once. Tests in
 * the same JVM must not run at the same time, since they share the engine's clock: they fail and say so.
 */
public final class BotStatusExtension implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(BotStatusExtension.class);

    /** Prepares the engine; throws {@link IllegalStateException} if there is no Spring context or no plugin in it. */
    @Override
    public void beforeEach(ExtensionContext test) {
        Store store = test.getStore(NAMESPACE);
        TestRun run = store.get(TestRun.class, TestRun.class);
        if (run == null) {
            run = TestRun.begin(Host.of(test));
            store.put(TestRun.class, run);
        }
        run.enter();
    }

    /** Leaves the engine as it was. */
    @Override
    public void afterEach(ExtensionContext test) {
        TestRun run = test.getStore(NAMESPACE).get(TestRun.class, TestRun.class);
        if (run != null && run.leave()) {
            test.getStore(NAMESPACE).remove(TestRun.class);
            run.end();
        }
    }
}
