package io.botstatus.delegates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.TestSettings;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.Flows;
import io.botstatus.pause.PauseScenario;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts for designers of flows: three delegates and two beans. */
class DelegatesForBuildersTest extends PauseScenario {

    private Flows flows;

    @BeforeEach
    void noFlows() {
        flows = new Flows(repository);
    }

    @AfterEach
    void undeployFlows() {
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 75, Duration.ofHours(24)));
        flows.undeployAll();
    }

    // setContactBotStatus

    @Test
    void snoozesTheBotForAsManyHoursAsTheModelSays() {
        flows.deploy(
                "setContactBotStatus",
                "status",
                "snoozed",
                "reactivateAfter",
                "2",
                "reactivateAfterUnit",
                "hours",
                "cause",
                "human_handover",
                "reason",
                "The contact asked for a person");

        ProcessInstance flow = start();

        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(hold().cause()).isEqualTo(new Cause("human_handover"));
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(hold().reason()).isEqualTo("The contact asked for a person");
        assertThat(hold().setBy()).isEqualTo(Flows.KEY);
        assertThat(variables(flow))
                .containsEntry("effect", "paused")
                .containsEntry("placedCause", "human_handover")
                .containsEntry("releasedCauses", "")
                .containsEntry("keptCauses", "")
                .containsEntry("botStatus", "snoozed")
                .containsEntry("botResponding", false)
                .containsEntry("botReactivateAt", BotVariables.timer(START.plus(Duration.ofHours(2))));

        passes("PT2H");
        fireTimer(onlyInstance());

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "array", "json"})
    void pausesManyContactsByOneInstance(String form) {
        flows.deploy(
                "setContactBotStatus",
                "contactIds",
                "${customers}",
                "status",
                "snoozed",
                "reactivateAfter",
                "PT2H",
                "cause",
                "campaign");
        String other = contact.value() + " other";
        Object customers =
                switch (form) {
                    case "list" -> new ArrayList<>(List.of(contact.value(), other));
                    case "array" -> new String[] {contact.value(), other};
                    default -> "[\"%s\", \"%s\"]".formatted(contact.value(), other);
                };

        ProcessInstance flow = start("customers", customers);

        assertThat(hold().cause()).isEqualTo(new Cause("campaign"));
        assertThat(hold().setBy()).isEqualTo(Flows.KEY);
        assertThat(states.of(new ContactId(other)).holds())
                .singleElement()
                .returns(hold().processInstanceId(), Hold::processInstanceId);
        assertThat(variables(flow)).containsEntry("effect", "paused").containsKey("bulkChangeId");
    }

    @Test
    void anEmptyListOfContactsIsNoMistakeAndAWrongOneIs() {
        flows.deploy("setContactBotStatus", "contactIds", "${customers}", "status", "active");

        assertThat(variables(start("customers", new ArrayList<>()))).containsEntry("effect", "none");
        assertThatThrownBy(() -> start("customers", new ArrayList<>(List.of("a", " \t"))))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("contactIds[1]");
        assertThatThrownBy(() -> start("customers", "a, b"))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("a JSON array of contact ids");
    }

    @Test
    void ofManyContactsTooARequestHasItsEffectWhileTheBotIsOff() {
        flows.deploy("setContactBotStatus", "contactIds", "${customers}", "status", "inactive");
        TestSettings.write(settings, new Settings(BotMode.OFF, 75, Duration.ofHours(24)));

        ProcessInstance flow = start("customers", new ArrayList<>(List.of(contact.value())));

        assertThat(variables(flow)).containsEntry("effect", "paused");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void saysWhatItReleasedAndWhatItKept() {
        requestStatus("inactive", "cause", "opt_out");
        requestStatus("inactive", "cause", "appointment");
        flows.deploy("setContactBotStatus", "status", "active");

        ProcessInstance flow = start();

        assertThat(variables(flow))
                .containsEntry("effect", "released")
                .containsEntry("placedCause", null)
                .containsEntry("releasedCauses", "appointment")
                .containsEntry("keptCauses", "opt_out")
                .containsEntry("botStatus", "inactive");
    }

    @Test
    void liftsEvenAnOptOutWithOverride() {
        requestStatus("inactive", "cause", "opt_out");
        flows.deploy("setContactBotStatus", "status", "active", "override", "true");

        assertThat(variables(start()))
                .containsEntry("releasedCauses", "opt_out")
                .containsEntry("keptCauses", "")
                .containsEntry("botResponding", true);
    }

    @Test
    void takesExpressionsAndAContactThatIsNotTheBusinessKey() {
        flows.deploy(
                "setContactBotStatus",
                "contactId",
                "${customer}",
                "status",
                "${wanted}",
                "reactivateAt",
                "${botCalendar.next('monday', '10:00', 'UTC')}");

        runtime.startProcessInstanceByKey(
                Flows.KEY, "order 17", Map.of("customer", contact.value(), "wanted", "inactive"));

        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().until()).isEqualTo("2030-03-04T10:00:00Z");
    }

    @Test
    void takesAnEmptyFieldOfATemplateForNone() {
        flows.deploy(
                "setContactBotStatus",
                "contactId",
                "",
                "status",
                "inactive",
                "reactivateAfter",
                "",
                "reactivateAfterUnit",
                "",
                "reactivateAt",
                "",
                "cause",
                "",
                "reason",
                "",
                "override",
                "",
                "requestedBy",
                "");

        runtime.startProcessInstanceByKey(Flows.KEY, "order 17", Map.of("contactId", contact.value()));

        assertThat(hold().status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().cause()).isEqualTo(Cause.WORKFLOW_ACTION);
        assertThat(hold().setBy()).isEqualTo(Flows.KEY);
    }

    @Test
    void doesNotTakeProcessVariablesForItsInputs() {
        flows.deploy("setContactBotStatus", "status", "active");

        ProcessInstance flow = runtime.startProcessInstanceByKey(
                Flows.KEY, contact.value(), Map.of("cause", "message_limit", "reactivateAt", "2031-01-01T00:00:00Z"));

        assertThat(variables(flow)).containsEntry("effect", "none");
    }

    @Test
    void hasItsEffectWhileTheBotIsOff() {
        TestSettings.write(settings, new Settings(BotMode.OFF, 75, Duration.ofHours(24)));
        flows.deploy("setContactBotStatus", "status", "inactive");

        assertThat(variables(start()))
                .containsEntry("effect", "paused")
                .containsEntry("placedCause", "workflow_action")
                .containsEntry("botResponding", false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status            | asleep     | status is 'asleep'. Allowed: active, snoozed, inactive.
            status            | snoozed    | reactivateAfter is missing. Allowed: a snoozed bot needs reactivateAfter or reactivateAt
            reactivateAfter   | 2 hours    | reactivateAfter is '2 hours'. Allowed: an ISO 8601 duration
            reactivateAt      | 2029-01-01T00:00:00Z | reactivateAt is '2029-01-01T00:00:00Z'. Allowed: an instant later than now
            cause             | My cause   | cause is 'My cause'. Allowed: 1 to 40 characters of a-z, 0-9 and _
            override          | perhaps    | override is 'perhaps'. Allowed: true or false.
            contactId         | ..         | contactId is '..'. Allowed: any id that is not just dots.""")
    void refusesAWrongValueInWordsAndChangesNothing(String field, String value, String words) {
        deployWith(field, value);

        assertThatThrownBy(this::start)
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("Activity 'serviceTask_bot': " + words);
        assertThat(story()).isEmpty();
    }

    @Test
    void goesTheWayOfTheBpmnErrorWhereTheModelCatchesIt() {
        flows.deployCatching("setContactBotStatus", "status", "${wanted}");

        ProcessInstance flow =
                runtime.startProcessInstanceByKey(Flows.KEY, contact.value(), Map.of("wanted", "asleep"));

        assertThat(activities(flow)).containsExactly("userTask_mend");
        assertThat(variables(flow))
                .containsEntry(
                        "whatWasWrong",
                        "Activity 'serviceTask_bot': status is 'asleep'. Allowed: active, snoozed, inactive.");
    }

    @Test
    void isAnIncidentOfAJobWhereNothingCatchesIt() {
        flows.deploy(Bpmn.createExecutableProcess(Flows.KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(Flows.TASK)
                .camundaAsyncBefore()
                .camundaDelegateExpression("${setContactBotStatus}")
                .camundaInputParameter("status", "${wanted}")
                .endEvent()
                .done());
        ProcessInstance flow =
                runtime.startProcessInstanceByKey(Flows.KEY, contact.value(), Map.of("wanted", "asleep"));
        Job job = management.createJobQuery().processInstanceId(flow.getId()).singleResult();

        for (int retry = job.getRetries(); retry > 0; retry--) {
            assertThatThrownBy(() -> management.executeJob(job.getId())).hasMessageContaining("asleep");
        }

        assertThat(runtime.createIncidentQuery()
                        .processInstanceId(flow.getId())
                        .singleResult()
                        .getIncidentMessage())
                .isEqualTo("Activity 'serviceTask_bot': status is 'asleep'. Allowed: active, snoozed, inactive.");
    }

    // checkContactBot

    @Test
    void tellsTheGatewaysWhetherTheBotResponds() {
        flows.deploy("checkContactBot");

        assertThat(variables(start()))
                .containsEntry("botStatus", "active")
                .containsEntry("botResponding", true)
                .containsEntry("botReactivateAt", null)
                .containsEntry("botEpoch", 0L);

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(variables(start()))
                .containsEntry("botStatus", "snoozed")
                .containsEntry("botResponding", false)
                .containsEntry("botReactivateAt", BotVariables.timer(START.plus(Duration.ofHours(24))))
                .containsEntry("botEpoch", state().epoch());
    }

    // requestBotReply

    @Test
    void grantsAndCountsAReplyForEachPassOfTheFlow() {
        flows.deploy("requestBotReply");

        ProcessInstance first = start();
        ProcessInstance second = start();

        assertThat(variables(first)).containsEntry("replyGranted", true).containsEntry("replyRefusedBecause", null);
        assertThat(variables(second)).containsEntry("replyGranted", true);
        assertThat(state().replies().used()).isEqualTo(2);
    }

    @Test
    void refusesAReplyToASilencedContactAndSaysWhy() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        flows.deploy("requestBotReply");

        assertThat(variables(start()))
                .containsEntry("replyGranted", false)
                .containsEntry("replyRefusedBecause", "snoozed");
        assertThat(state().replies().used()).isZero();
    }

    @Test
    void refusesAReplyThatWasBegunBeforeSomethingChanged() {
        flows.deploy("requestBotReply", "epoch", "${botEpoch}", "replyId", "reply-1");
        long seen = state().epoch();
        person(BotStatus.INACTIVE, new Reactivation.Never());
        person(BotStatus.ACTIVE, new Reactivation.Never());

        ProcessInstance flow = runtime.startProcessInstanceByKey(Flows.KEY, contact.value(), Map.of("botEpoch", seen));

        assertThat(variables(flow))
                .containsEntry("replyGranted", false)
                .containsEntry("replyRefusedBecause", "epoch_changed");
    }

    @Test
    void pausesTheBotWithTheLastReplyOfTheWindow() {
        TestSettings.write(settings, new Settings(BotMode.AUTO_PILOT, 1, Duration.ofHours(24)));
        flows.deploy("requestBotReply");

        assertThat(variables(start())).containsEntry("replyGranted", true);

        assertThat(hold().cause()).isEqualTo(Cause.MESSAGE_LIMIT);
        assertThat(variables(start())).containsEntry("replyRefusedBecause", "message_limit");
    }

    @Test
    void givesAPermitBackWhenTheFlowsTransactionFails() {
        flows.deploy(Bpmn.createExecutableProcess(Flows.KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(Flows.TASK)
                .camundaDelegateExpression("${requestBotReply}")
                .serviceTask("serviceTask_fails")
                .camundaExpression("${noSuchBean.send()}")
                .endEvent()
                .done());

        assertThatThrownBy(this::start).hasMessageContaining("noSuchBean");

        assertThat(state().replies().used()).isZero();
    }

    // contactBots

    @Test
    void answersConditions() {
        var bots = new ContactBots(states);
        String id = contact.value();

        assertThat(bots.responding(id)).isTrue();
        assertThat(bots.reactivateAt(id)).isNull();

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(bots.responding(id)).isFalse();
        assertThat(bots.status(id)).isEqualTo("snoozed");
        assertThat(bots.reactivateAt(id)).isEqualTo(BotVariables.timer(START.plus(Duration.ofHours(24))));
        assertThat(bots.pausedBy(id, "manual_message")).isTrue();
        assertThat(bots.pausedBy(id, "human_handover")).isFalse();
        assertThatThrownBy(() -> bots.responding(null)).hasMessageContaining("contactId is missing");
    }

    @Test
    void decidesAGatewayOfTheModel() {
        flows.deploy(Bpmn.createExecutableProcess(Flows.KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .exclusiveGateway("gateway_responding")
                .condition("yes", "${contactBots.responding(contactId)}")
                .userTask("userTask_botAnswers")
                .endEvent()
                .moveToNode("gateway_responding")
                .condition("no", "${!contactBots.responding(contactId)}")
                .userTask("userTask_personAnswers")
                .endEvent()
                .done());
        submit(BotPause.MANUAL_MESSAGE_SENT);

        ProcessInstance flow = runtime.startProcessInstanceByKey(Flows.KEY, Map.of("contactId", contact.value()));

        assertThat(activities(flow)).containsExactly("userTask_personAnswers");
    }

    private void deployWith(String field, String value) {
        switch (field) {
            case "status" -> flows.deploy("setContactBotStatus", "status", "${'" + value + "'}");
            case "cause", "override", "contactId" ->
                flows.deploy("setContactBotStatus", "status", "inactive", field, "${'" + value + "'}");
            default -> flows.deploy("setContactBotStatus", "status", "snoozed", field, "${'" + value + "'}");
        }
    }

    private ProcessInstance start(Object... variables) {
        return runtime.startProcessInstanceByKey(Flows.KEY, contact.value(), map(variables));
    }

    private Map<String, Object> variables(ProcessInstance instance) {
        return runtime.getVariables(instance.getId());
    }

    private Iterable<String> activities(ProcessInstance instance) {
        return runtime.getActiveActivityIds(instance.getId());
    }
}
