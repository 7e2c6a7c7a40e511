package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A process instance on a running server, as Camunda's REST API tells of it. */
record ProcessRun(ServerClient server, String id) {

    static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DateTimeFormatter ENGINE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    static void check(String actual, String expected) {
        assertThat(actual).isEqualTo(expected);
    }

    static Instant time(String text) {
        return OffsetDateTime.parse(text, ENGINE_TIME).toInstant();
    }

    /** The activities that are over, each with the time at which it ended. */
    Map<String, Instant> finished() {
        Map<String, Instant> finished = new HashMap<>();
        activities("finished=true")
                .forEach(activity -> finished.put(
                        activity.path("activityId").asText(),
                        time(activity.path("endTime").asText())));
        return finished;
    }

    /** The activities at which it waits, as Cockpit shows them. */
    Set<String> waitingAt() {
        return runs()
                ? Set.copyOf(server.get("/engine-rest/process-instance/" + id + "/activity-instances")
                        .findValuesAsText("activityId"))
                : Set.of();
    }

    /** The activities that the engine's history keeps; {@code state} filters them. */
    JsonNode activities(String state) {
        return server.get(
                "/engine-rest/history/activity-instance?maxResults=500&processInstanceId=" + id + "&" + state);
    }

    void awaitWaitingAt(String activity) {
        await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(this::waitingAt, found -> found.contains(activity));
    }

    boolean runs() {
        return history().path("endTime").isNull();
    }

    /** Waits until it is over, and tells when that was. */
    Instant awaitEnd() {
        await().atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> !runs());
        return time(history().path("endTime").asText());
    }

    /** Waits until it is over, which it has to be by this end event. */
    void awaitEndAt(String endEvent) {
        awaitEnd();
        assertThat(finished().keySet()).contains(endEvent);
    }

    /** What the engine's history tells of the instance itself. */
    JsonNode history() {
        return server.get("/engine-rest/history/process-instance/" + id);
    }

    /** Ends it as a person does in Cockpit. */
    void delete() {
        server.delete("/engine-rest/process-instance/" + id);
    }

    /** Completes its one user task as a person does in Tasklist. */
    void completeTask() {
        JsonNode tasks = await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(
                        () -> server.get("/engine-rest/task?maxResults=10&processInstanceId=" + id),
                        found -> found.size() == 1);
        server.post("/engine-rest/task/" + tasks.path(0).path("id").asText() + "/complete", Map.of());
    }

    /** Does its next external task of a topic as a builder's worker does, and tells what the task said. */
    String work(String topic) {
        JsonNode task = await().atMost(PATIENCE)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> fetch(topic), found -> found.size() == 1)
                .path(0);
        server.post(
                "/engine-rest/external-task/" + task.path("id").asText() + "/complete", Map.of("workerId", "worker"));
        return task.path("variables").path("text").path("value").asText();
    }

    private JsonNode fetch(String topic) {
        return server.post(
                "/engine-rest/external-task/fetchAndLock",
                Map.of(
                        "workerId",
                        "worker",
                        "maxTasks",
                        1,
                        "topics",
                        Set.of(Map.of("topicName", topic, "lockDuration", 60000, "processInstanceId", id))));
    }

    /** A variable while it runs. */
    JsonNode variableNow(String name) {
        return server.get("/engine-rest/process-instance/" + id + "/variables/" + name)
                .path("value");
    }

    JsonNode variable(String name) {
        return server.get("/engine-rest/history/variable-instance?maxResults=10&processInstanceId=" + id
                        + "&variableName=" + name)
                .path(0)
                .path("value");
    }

    /** The id of the job that waits for its timer. */
    String timer() {
        return server.get("/engine-rest/job?maxResults=10&timers=true&processInstanceId=" + id)
                .path(0)
                .path("id")
                .asText();
    }
}
