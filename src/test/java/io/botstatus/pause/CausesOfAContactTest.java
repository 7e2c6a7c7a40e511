package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import io.botstatus.status.hold.Reactivation;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A contact has no more causes than a list of them can have: builders' own words are without number. */
class CausesOfAContactTest extends PauseScenario {

    private static final String REFUSED = "Allowed: at most 20 causes of your own at a time for one contact";

    @Autowired
    private DataSource database;

    @Autowired
    private BulkChanges bulk;

    @Test
    void twentyOwnCausesAreTakenAndOneMoreIsRefusedAndChangesNothing() {
        placeOwn(20);
        int before = events().size();

        assertThatThrownBy(() -> requestStatus("inactive", "cause", "one_more"))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("cause is 'one_more'. " + REFUSED);

        assertThat(state().holds()).hasSize(20);
        assertThat(events()).hasSize(before);
        assertThat(running()).hasSize(20);
    }

    @Test
    void knownCausesAndOnesThatAreThereAlreadyAreTakenAllTheSame() {
        placeOwn(20);

        requestStatus("snoozed", "cause", own(7), "reactivateAfter", "PT1H");
        requestStatus("inactive", "cause", "opt_out");
        requestStatus("inactive");
        submit(BotPause.MANUAL_MESSAGE_SENT);
        submit(BotPause.WORKFLOW_MESSAGE_SENT);
        submit(BotPause.MESSAGE_LIMIT_REACHED);

        assertThat(state().holds()).hasSize(25);
        person(BotStatus.ACTIVE, new Reactivation.Never());
        requestStatus("inactive", "cause", "one_more");
        assertThat(hold().cause()).isEqualTo(new Cause("one_more"));
    }

    @Test
    void causesWhoseTimeIsOverDoNotCount() {
        for (int i = 0; i < 20; i++) {
            requestStatus("snoozed", "cause", own(i), "reactivateAfter", "PT1H");
        }
        passes("PT1H");

        requestStatus("inactive", "cause", "one_more");

        assertThat(hold().cause()).isEqualTo(new Cause("one_more"));
    }

    @Test
    void ofManyAtTheSameTimeNoMoreAreTaken() {
        placeOwn(15);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Boolean> taken;
        try {
            taken = IntStream.range(100, 124)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> isTaken(own(i)), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdown();
        }

        assertThat(Collections.frequency(taken, true)).isEqualTo(5);
        assertThat(state().holds()).hasSize(20);
    }

    /** Contacts that have no room are left out, and all others get the requested hold. */
    @Test
    void aChangeOfManyLeavesOutWhoHasNoRoom() {
        placeOwn(20);
        ContactId other = new ContactId(contact.value() + " too");
        StatusRequest request = new StatusRequest(
                BotStatus.INACTIVE, new Reactivation.Never(), null, null, new Cause("one_more"), false);

        var change = bulk.change(request, Selection.Listed.of(List.of(contact.value(), other.value())));

        assertThat(change.done()).isEqualTo(2);
        assertThat(change.changed()).isEqualTo(1);
        assertThat(state().holds()).hasSize(20);
        assertThat(states.of(other).holds()).extracting(Hold::cause).containsExactly(new Cause("one_more"));
    }

    @Test
    void aFlowCanCatchTheRefusal() {
        placeOwn(20);
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "catches.bpmn",
                        Bpmn.createExecutableProcess("catches")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask("silence")
                                .camundaDelegateExpression("${setContactBotStatus}")
                                .camundaInputParameter("status", "inactive")
                                .camundaInputParameter("cause", "one_more")
                                .endEvent("silent")
                                .moveToActivity("silence")
                                .boundaryEvent("refused")
                                .error("bot.invalidValue")
                                .endEvent("caught")
                                .done())
                .deploy()
                .getId();
        try {
            ProcessInstance flow = runtime.startProcessInstanceByKey("catches", contact.value());

            ended(flow, "caught");
            assertThat(state().holds()).hasSize(20);
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    /** From before there was a bound. */
    @Test
    void aContactWithFarMoreCausesGoesOnAndGetsNoNewOnes() {
        insertOwn(150);

        assertThatThrownBy(() -> requestStatus("inactive", "cause", "one_more")).hasMessageContaining(REFUSED);
        requestStatus("snoozed", "cause", own(3), "reactivateAfter", "PT1H");
        ProcessInstance released = requestStatus("active");

        assertThat(state().holds()).isEmpty();
        assertThat((String) variable(released, "releasedCauses")).endsWith(",…").hasSizeBetween(3900, 4000);
        insertOwn(150);
        person(BotStatus.INACTIVE, new Reactivation.Never());
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_CHANGE);
    }

    @Test
    void variablesThatTheEngineCannotStoreAreRefusedByName() {
        for (String message : List.of(BotPause.MANUAL_MESSAGE_SENT, BotPause.STATUS_REQUESTED)) {
            assertThatThrownBy(() -> submit(message, "status", "inactive", "note", "x".repeat(4001)))
                    .hasMessageContaining("note is 'xxx")
                    .hasMessageContaining("at most 4000 characters");
            assertThatThrownBy(() -> submit(message, "status", "inactive", "n".repeat(256), "x"))
                    .hasMessageContaining("variables is 'nnn");
        }
        Object[] many = IntStream.range(0, 101)
                .boxed()
                .flatMap(i -> Stream.of("a" + i, "x"))
                .toArray();
        assertThatThrownBy(() -> submit(BotPause.MANUAL_MESSAGE_SENT, many))
                .hasMessageContaining("attributes is '101 of them'. Allowed: at most 100 attributes.");
        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    private boolean isTaken(String cause) {
        try {
            requestStatus("inactive", "cause", cause);
            return true;
        } catch (BadUserRequestException e) {
            assertThat(e.getCause()).isInstanceOf(InvalidValueException.class);
            return false;
        }
    }

    private void placeOwn(int number) {
        for (int i = 0; i < number; i++) {
            requestStatus("inactive", "cause", own(i));
        }
    }

    /** A cause of 40 characters, the longest allowed. */
    private static String own(int number) {
        return "own_" + "x".repeat(33) + "%03d".formatted(number);
    }

    private void insertOwn(int number) {
        JdbcClient sql = JdbcClient.create(database);
        sql.sql("""
                        insert into contact_bot (contact_id, inactive_until, epoch) values (:contact, 'infinity', nextval('bot_epoch'))
                        on conflict (contact_id) do update set inactive_until = 'infinity', epoch = nextval('bot_epoch')""").param("contact", contact.value()).update();
        for (int i = 0; i < number; i++) {
            sql.sql("""
                            insert into bot_hold (contact_id, cause, status, since, until)
                            values (:contact, :cause, 'inactive', timestamptz '2030-01-01', 'infinity')""")
                    .param("contact", contact.value())
                    .param("cause", own(i))
                    .update();
        }
    }
}
