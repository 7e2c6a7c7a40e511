package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * All of Camunda's REST API, by Camunda's own OpenAPI document: each call with one parameter, field or body that is odd, about things
 * that are there and things that are not. A server and a database of its own, since what is taken may suspend or end anything.
 */
@ServerTest
@TestPropertySource(properties = "spring.application.name=odd-requests")
@DirtiesContext
class EngineRestApiFuzzTest {

    private static final long SEED = Long.getLong("botstatus.fuzz.seed", 24);
    private static final int REQUESTS = Integer.getInteger("botstatus.fuzz.engine-rest", 4_000);

    /** A wrong password is refused, and counted there. */
    private static final String WRONG_PASSWORDS = "act_id_user ";

    @Autowired
    private Server server;

    @Autowired
    private Traces traces;

    @Autowired
    private RepositoryService repository;

    private final Map<String, String> real = new HashMap<>();
    private List<EngineRestCall> calls;

    @BeforeEach
    void readTheDocument() throws IOException {
        try (InputStream document = getClass().getResourceAsStream("/openapi.json")) {
            calls = EngineRestCall.all(Answer.json(new String(document.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @BeforeEach
    void haveOneOfEach() {
        repository
                .createDeployment()
                .name("odd")
                .addModelInstance(
                        "odd.bpmn",
                        Bpmn.createExecutableProcess("odd")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .parallelGateway("both")
                                .userTask()
                                .endEvent()
                                .moveToNode("both")
                                .serviceTask()
                                .camundaExternalTask("odd")
                                .endEvent()
                                .done())
                .deploy();
        server.post(
                        "/engine-rest/process-definition/key/odd/start",
                        "{\"businessKey\": \"odd\", \"variables\": {\"name\": {\"value\": \"x\"}}}")
                .ok();
        server.newContact().report("m1", "human").ok();
        for (String kind : List.of(
                "process-instance",
                "task",
                "external-task",
                "execution",
                "process-definition",
                "decision-definition",
                "deployment",
                "job",
                "job-definition",
                "variable-instance",
                "event-subscription")) {
            real.put(
                    kind,
                    server.get("/engine-rest/" + kind + "?maxResults=1")
                            .list()
                            .findFirst()
                            .orElseThrow()
                            .path("id")
                            .asText());
        }
    }

    @Test
    void noOddRequestIsAFailureOfTheServers() {
        assertThat(calls).hasSizeGreaterThan(390);
        Random random = new Random(SEED);
        List<OddRequest> refused = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            OddRequest odd = calls.get(i % calls.size()).odd(random, real);
            Answer answer = odd.send(server);
            if (answer.code() >= 500) {
                failures.add(odd + " answered " + answer.code() + " " + answer.text());
            } else if (answer.code() >= 400) {
                refused.add(odd);
            }
        }
        assertThat(failures.stream().limit(30)).isEmpty();

        assertThat(whatTheyLeave(refused)).as("what refused requests have left").isEmpty();
    }

    /** Sent once more. Some are right by then, about what was suspended, say; so they are sent until all are refused. */
    private List<String> whatTheyLeave(List<OddRequest> refused) {
        Traces.Sight before = traces.now();
        List<OddRequest> again =
                refused.stream().filter(odd -> odd.send(server).code() >= 400).toList();
        return again.size() < refused.size()
                ? whatTheyLeave(again)
                : traces.now().since(before).stream()
                        .filter(line -> !line.contains(WRONG_PASSWORDS))
                        .toList();
    }
}
