package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A call of Camunda's REST API that loses against another change of the same rows. */
@ServerTest
class LostRaceTest {

    private static final AtomicInteger LOSES = new AtomicInteger();
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @Autowired
    Server server;

    @Autowired
    RepositoryService repository;

    @Test
    void isCorrelatedAgainInsideAndTheCallerDoesNotNotice() {
        assertThat(send(2).code()).isEqualTo(204);
        assertThat(ATTEMPTS).hasValue(3);
    }

    @Test
    void isAnsweredWith503IfItAlwaysLoses() {
        Answer answer = send(1_000);

        assertThat(answer.code()).isEqualTo(503);
        assertThat(ATTEMPTS).hasValue(5);
    }

    @Test
    void ofAnotherCallIsAnsweredByCamunda() {
        String message = deploy(1);

        Answer answer = server.post("/engine-rest/process-definition/key/p" + message + "/start", "{}");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(Answer.json(answer.text()).path("type").asText()).isEqualTo("RestException");
    }

    private Answer send(int loses) {
        return server.post("/engine-rest/message", """
                {"messageName": "%s"}""".formatted(deploy(loses)));
    }

    private String deploy(int loses) {
        String message = "race-" + UUID.randomUUID();
        repository
                .createDeployment()
                .addModelInstance(
                        message + ".bpmn",
                        Bpmn.createExecutableProcess("p" + message)
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .message(message)
                                .serviceTask()
                                .camundaClass(Loser.class)
                                .endEvent()
                                .done())
                .deploy();
        LOSES.set(loses);
        ATTEMPTS.set(0);
        return message;
    }

    /** Meets what a flush meets when a row has changed. */
    public static final class Loser implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {
            if (ATTEMPTS.incrementAndGet() <= LOSES.get()) {
                throw new OptimisticLockingException("The row was changed by somebody else");
            }
        }
    }
}
