/**
 * A test kit for builders' own process tests: JUnit 5, AssertJ and their own application with its engine, beside
 * camunda-bpm-assert. A test moves the time instead of waiting for it, and mocks nothing.
 *
 * <pre>{@code
 * import static io.botstatus.testkit.BotStatusTests.advance;
 * import static io.botstatus.testkit.BotStatusTests.assertThat;
 * import static io.botstatus.testkit.BotStatusTests.contact;
 *
 * @SpringBootTest
 * @ExtendWith(BotStatusExtension.class)
 * class HandoverTest {
 *
 *     @Test
 *     void leavesTheContactToAnnaForADay() {
 *         contact("c-1").isWrittenToBy("anna");
 *
 *         assertThat(contact("c-1"))
 *                 .isSnoozed()
 *                 .because("manual_message")
 *                 .setBy("anna")
 *                 .reactivatesAfter(Duration.ofHours(24));
 *
 *         advance(Duration.ofHours(24));
 *
 *         assertThat(contact("c-1")).isActive().hasNoHolds();
 *     }
 * }
 * }</pre>
 *
 * <p>A test needs {@code spring-boot-starter-test} on its classpath, as Spring Boot applications have. {@code camunda-bpm-assert}
 * uses the same engine if it is there. Nothing in the plugin's other packages knows this one.
 */
@NullMarked
package io.botstatus.testkit;

import org.jspecify.annotations.NullMarked;
