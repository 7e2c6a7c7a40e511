package io.botstatus.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A test that cannot work says what to add. */
class MissingPartsTest {

    @Test
    void missesTheSpringContext() {
        fails(
                WithoutSpring.class,
                "BotStatusExtension finds no Spring context for " + WithoutSpring.class.getName()
                        + ". Add @SpringBootTest to the test class, so that it starts your application with its engine.");
    }

    @Test
    void missesThePlugin() {
        fails(
                WithoutThePlugin.class,
                "The Spring context of " + WithoutThePlugin.class.getName()
                        + " has no bot status. Add the dependency io.botstatus:camunda-bot-status, let Spring Boot's"
                        + " auto-configuration run (@SpringBootTest), and leave botstatus.enabled true.");
    }

    @Test
    void missesTheExtension() {
        fails(
                WithoutTheExtension.class,
                "No test with bot status is running in this thread. Add @ExtendWith(BotStatusExtension.class) to the test"
                        + " class, and call BotStatusTests in its test and @BeforeEach methods, in their own thread.");
    }

    private static void fails(Class<?> test, String message) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(instanceOf(IllegalStateException.class), message(message)));
    }

    @ExtendWith(BotStatusExtension.class)
    static class WithoutSpring {
        @Test
        void cannotWork() {}
    }

    @SpringJUnitConfig
    @ExtendWith(BotStatusExtension.class)
    static class WithoutThePlugin {
        @Configuration
        static class AnotherApplication {}

        @Test
        void cannotWork() {}
    }

    static class WithoutTheExtension {
        @Test
        void cannotWork() {
            BotStatusTests.contact("c-1");
        }
    }
}
