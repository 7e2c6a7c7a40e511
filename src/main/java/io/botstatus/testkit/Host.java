package io.botstatus.testkit;

import io.botstatus.pause.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.ContactStates;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The application under test, with the beans that a test needs from the builder's context. */
record Host(
        ApplicationContext context,
        ContactStates states,
        ProcessEngine engine,
        BotPauses pauses,
        ReplyPermits permits,
        ContactErasure erasure) {

    /**
     * Finds the application of a test.
     *
     * @throws IllegalStateException if the test has no Spring context, or the plugin is not in it; says what to add
     */
    static Host of(ExtensionContext test) {
        Class<?> testClass = test.getRequiredTestClass();
        ApplicationContext context = SpringExtension.getApplicationContext(test);
        return new Host(
                context,
                // Comes first, so that the message for a test without an application names the plugin, not one of its
                // parts.
                bean(context.getBeanProvider(ContactStates.class), testClass),
                engine(context, testClass),
                bean(context.getBeanProvider(BotPauses.class), testClass),
                bean(context.getBeanProvider(ReplyPermits.class), testClass),
                bean(context.getBeanProvider(ContactErasure.class), testClass));
    }

    private static ProcessEngine engine(ApplicationContext context, Class<?> testClass) {
        ProcessEngine engine = context.getBeanProvider(ProcessEngine.class).getIfUnique();
        if (engine == null) {
            throw new IllegalStateException("The Spring context of " + testClass.getName()
                    + " has several process engines. Mark the one that has the plugin as @Primary.");
        }
        return engine;
    }

    private static <T> T bean(ObjectProvider<T> found, Class<?> testClass) {
        T bean = found.getIfAvailable();
        if (bean == null) {
            throw new IllegalStateException(
                    hasContext(testClass)
                            ? "The Spring context of " + testClass.getName()
                                    + " has no bot status. Add the dependency io.botstatus:camunda-bot-status, let Spring"
                                    + " Boot's auto-configuration run (@SpringBootTest), and leave botstatus.enabled true."
                            : "BotStatusExtension finds no Spring context for " + testClass.getName()
                                    + ". Add @SpringBootTest to the test class, so that it starts your application with"
                                    + " its engine.");
        }
        return bean;
    }

    /** Whether the test names a context. Spring makes an empty one for a test that does not. */
    private static boolean hasContext(Class<?> testClass) {
        return Stream.of(BootstrapWith.class, ContextConfiguration.class, ContextHierarchy.class)
                .anyMatch(annotation -> TestContextAnnotationUtils.hasAnnotation(testClass, annotation));
    }

    /** Whether the context is still there: a test may have asked Spring to close it (@DirtiesContext). */
    boolean isOpen() {
        return !(context instanceof ConfigurableApplicationContext configurable) || configurable.isActive();
    }
}
