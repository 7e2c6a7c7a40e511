package io.botstatus.testkit;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static io.botstatus.testkit.BotStatusTests.now;
import static io.botstatus.testkit.BotStatusTests.timeIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.PluginTest;
import io.botstatus.pause.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** A test has the engine for itself, whichever way its classes lie in each other, and leaves it as it was. */
@PluginTest
@ExtendWith({BotStatusExtensionTest.ClockGoesAgain.class, BotStatusExtension.class})
class BotStatusExtensionTest {

    private static final Instant START = Instant.parse("2030-03-04T09:00:00Z");

    @Autowired
    ApplicationContext context;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ContactStates states;

    /** Instances that other test classes left in the same context. */
    private static long left = -1;

    @BeforeEach
    void countTheInstances() {
        if (left < 0) {
            left = engine.getRuntimeService().createProcessInstanceQuery().count();
        }
        assertThat(contactsOnHold()).doesNotContain("called", "never named", "named");
    }

    private List<String> contactsOnHold() {
        return List.of("called", "never named", "named").stream()
                .filter(id -> !states.of(new ContactId(id)).holds().isEmpty())
                .toList();
    }

    @Test
    void letsTheClockStandStillAtAWholeSecond() {
        assertThat(now()).isEqualTo(ClockUtil.getCurrentTime().toInstant());
        assertThat(now().toEpochMilli() % 1000).isZero();
        assertThat(Duration.between(now(), Instant.now())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void givesCamundasAssertionsTheSameEngine() {
        assertThat(AbstractAssertions.processEngine()).isSameAs(engine);
    }

    @RepeatedTest(2)
    void forgetsItsContacts() {
        assertThat(contact("the same every time")).isActive();

        contact("the same every time").isWrittenToBy("anna").isSetInactiveBy("ben");
    }

    @RepeatedTest(2)
    void forgetsAContactWhosePauseWasCalled(
            @Autowired RepositoryService repository, @Autowired RuntimeService runtime) {
        BuilderFlows.undeploy(repository);
        BuilderFlows.deploy(
                repository,
                BuilderFlows.flow("calls-a-pause")
                        .callActivity()
                        .calledElement("bot-pause")
                        .camundaIn("contactId", "contactId")
                        .camundaIn("status", "status")
                        .endEvent()
                        .done());
        assertThat(contact("called")).isActive();

        runtime.createProcessInstanceByKey("calls-a-pause")
                .setVariable("contactId", "called")
                .setVariable("status", "inactive")
                .execute();

        assertThat(contact("called")).isInactive();
    }

    @RepeatedTest(2)
    void leavesNoInstanceToTheNextTest(@Autowired RepositoryService repository, @Autowired RuntimeService runtime) {
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(left);
        BuilderFlows.undeploy(repository);
        BuilderFlows.deploy(
                repository,
                BuilderFlows.flow("waits")
                        .callActivity()
                        .calledElement("bot-pause-and-wait")
                        .camundaIn("contactId", "contactId")
                        .camundaIn("status", "status")
                        .userTask("stays")
                        .endEvent()
                        .done());

        runtime.createProcessInstanceByKey("waits")
                .setVariable("contactId", "called")
                .setVariable("status", "inactive")
                .execute();
        runtime.createMessageCorrelation("bot.manualMessageSent")
                .processInstanceBusinessKey("never named")
                .correlate();
        contact("named").isWrittenToBy("anna");

        assertThat(runtime.createProcessInstanceQuery().count()).isGreaterThan(left + 3);
        assertThat(contactsOnHold()).contains("called", "never named", "named");
    }

    @Test
    void saysThatItIsMissingInAnotherThread() {
        assertThat(CompletableFuture.supplyAsync(() -> contact("c-1")))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("No test with bot status is running in this thread. Add"
                        + " @ExtendWith(BotStatusExtension.class) to the test class");
    }

    @Test
    void refusesASecondTestAtTheSameTime() {
        Host host = new Host(
                context,
                context.getBean(ContactStates.class),
                engine,
                context.getBean(BotPauses.class),
                context.getBean(ReplyPermits.class),
                context.getBean(ContactErasure.class));

        assertThatThrownBy(() -> TestRun.begin(host))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the engine's clock is one for the JVM")
                .hasMessageContaining("@ResourceLock");
    }

    @Nested
    class InANestedClass {

        @BeforeEach
        void beginAtStart() {
            timeIs(START);
        }

        @Test
        void movesTheSameClock() {
            contact("c-1").isWrittenToBy("anna");

            advance(Duration.ofHours(1));

            assertThat(contact("c-1")).reactivatesAt(START.plus(Duration.ofHours(24)));
        }

        @Nested
        @ExtendWith(BotStatusExtension.class)
        class ThatIsNestedAgain {

            @RegisterExtension
            final BotStatusExtension once = new BotStatusExtension();

            @RegisterExtension
            final BotStatusExtension twice = new BotStatusExtension();

            @Test
            void beginsOnce() {
                assertThat(now()).isEqualTo(START);
                contact("c-1").isWrittenToBy("anna");
                assertThat(advance(Duration.ofHours(24))).hasSize(1);
                assertThat(contact("c-1")).isActive();
            }
        }
    }

    /** Registered before the test kit, so it looks after that has gone. */
    static final class ClockGoesAgain implements AfterEachCallback {

        @Override
        public void afterEach(ExtensionContext test) {
            assertThat(Duration.between(ClockUtil.getCurrentTime().toInstant(), Instant.now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
            assertThatThrownBy(BotStatusTests::now).isInstanceOf(IllegalStateException.class);
        }
    }
}
