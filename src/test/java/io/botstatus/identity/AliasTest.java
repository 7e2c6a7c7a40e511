package io.botstatus.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.Contradictions;
import io.botstatus.delegates.ContactBots;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.Refusal;
import io.botstatus.reply.ReplyRequest;
import io.botstatus.retention.Retention;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One person under several ids, as processes see it. */
class AliasTest extends PauseScenario {

    @Autowired
    private Aliases aliases;

    @Autowired
    private ContactBots contactBots;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Retention retention;

    private ContactId alias;

    @BeforeEach
    void anotherId() {
        alias = new ContactId("alias of " + contact);
    }

    @AfterEach
    void rowsInstancesAndEventsAgree() {
        assertThat(Contradictions.in(sql)).noneMatch(line -> line.contains(contact.value()));
    }

    private void join() {
        aliases.join(new Alias(alias, contact), "anna");
    }

    @Test
    void aTimerOfTheAliasEndsThePauseOfTheContact() {
        ProcessInstance pause = runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .processInstanceBusinessKey(alias.value())
                .correlateStartMessage();
        join();
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(contactBots.responding(alias.value())).isFalse();
        assertThat(contactBots.pausedBy(alias.value(), "manual_message")).isTrue();

        passes("PT24H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(contactBots.responding(alias.value())).isTrue();
    }

    @Test
    void ofTwoPausesOfOneCauseTheLaterTimerGoesOnAndTheOtherIsReleased() {
        ProcessInstance first = submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");
        ProcessInstance second = runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .processInstanceBusinessKey(alias.value())
                .correlateStartMessage();

        join();

        ended(first, RELEASED);
        assertThat(second).isWaitingAt(PAUSED);
        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(25)));
        person(BotStatus.ACTIVE, new Reactivation.Never());
        ended(second, RELEASED);
    }

    @Test
    void aFlowThatKnowsThePersonByTheAliasHearsOfTheContactsChanges() {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "waits.bpmn",
                        Bpmn.createExecutableProcess("waits-by-alias")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .receiveTask("news")
                                .message(BotPause.STATUS_CHANGED)
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            join();
            ProcessInstance flow =
                    runtime.startProcessInstanceByKey("waits-by-alias", Map.of("contactId", alias.value()));

            submit(BotPause.MANUAL_MESSAGE_SENT);
            jobs.createJobQuery()
                    .messages()
                    .processInstanceId(flow.getProcessInstanceId())
                    .list()
                    .forEach(job -> jobs.executeJob(job.getId()));

            assertThat(flow).isEnded();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    void anAliasIsNotForgottenWithAge() {
        join();
        passes("P400D");
        retention.prune();
        retention.prune();

        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(permits.ask(alias, "r1", null).granted()).isFalse();
        assertThat(aliases.of(contact)).isEqualTo(List.of(alias));
    }

    @Test
    void repliesOfBothToMessagesOfOneIdAreJoined() {
        permits.ask(contact, new ReplyRequest("r1", null, "m1", null));
        permits.ask(alias, new ReplyRequest("r2", null, "m1", null));
        permits.ask(alias, new ReplyRequest("r3", null, "m2", null));

        join();

        assertThat(List.of("m1", "m2"))
                .allMatch(message -> permits.ask(alias, new ReplyRequest("late-" + message, null, message, null))
                                .because()
                        == Refusal.ANSWERED);
    }

    @Test
    void aRepeatOfAnAliasMovesTheContactsDeadline() {
        join();
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");

        pauses.report(new Trigger(alias, Cause.MANUAL_MESSAGE, null, null, null, now(), Map.of()));

        assertThat(hold().until()).isEqualTo(START.plus(Duration.ofHours(25)));
        assertThat(running()).hasSize(1);
    }
}
