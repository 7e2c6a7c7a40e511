package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Each example from its deployment to its end with nothing but HTTP, as a builder with Modeler, a worker for the external
 * tasks and a person at Tasklist meet it. Time alone is moved from inside.
 */
@ServerTest
class ExamplesOverRestTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    private TestContact contact;
    private String deployment = "";

    @BeforeEach
    void newContact() {
        contact = server.newContact();
    }

    @AfterEach
    void undeploy() {
        server.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
    }

    @Test
    void complaint() {
        deploy("complaint.bpmn");
        contact.start("complaint", "{}").ok();
        assertThat(contact.status("status")).isEqualTo("inactive");

        completeTask("Answer the complaint");
        ended("complaint", "endEvent_complaintAnswered");
        assertThat(contact.status("status")).isEqualTo("snoozed");
        passes("PT2H");

        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void humanHandoverThatAPersonAnswers() {
        deploy("human-handover.bpmn");
        contact.correlate("handover.requested", "{}").ok();
        assertThat(contact.status("status")).isEqualTo("inactive");

        completeTask("Answer the contact");
        passes("PT0S");

        ended("human-handover", "endEvent_personHasAnswered");
        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofHours(2)).toString());
    }

    @Test
    void humanHandoverThatNobodyAnswers() {
        deploy("human-handover.bpmn");
        contact.correlate("handover.requested", """
                {"serviceTime": "PT30M"}""").ok();

        passes("PT30M");
        work("notify-team");
        passes("PT0S");
        work("send-message");

        ended("human-handover", "endEvent_botIsBack");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void optOut() {
        deploy("opt-out.bpmn");
        contact.correlate("contact.optedOut", "{}").ok();
        work("send-message");
        contact.correlate("bot.statusRequested", """
                {"status": "active"}""").ok();

        passes("P1000D");
        assertThat(contact.status("status")).isEqualTo("inactive");
        contact.correlate("contact.optedIn", "{}").ok();

        ended("opt-out", "endEvent_botActiveAgain");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void appointmentBooked() {
        deploy("appointment-booked.bpmn");
        contact.correlate("appointment.booked", """
                {"appointmentAt": "2030-02-03T10:00:00+01:00"}""").ok();
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-03T09:00:00Z");

        at("2030-02-03T09:00:00Z");
        assertThat(contact.status("status")).isEqualTo("active");
        passes("PT2H");
        work("send-message");

        ended("appointment-booked", "endEvent_asked");
    }

    @Test
    void followUpCampaignUntilAPersonTakesOver() {
        deploy("follow-up-campaign.bpmn");
        contact.start("follow-up-campaign", """
                {"followUpAfter": "P3D", "followUps": 2}""").ok();

        passes("P3D");
        work("send-message");
        passes("PT0S");
        contact.report("m-1", "human");
        passes("PT0S");

        ended("follow-up-campaign", "endEvent_personHasTakenOver");
    }

    @Test
    void followUpCampaignToItsEnd() {
        deploy("follow-up-campaign.bpmn");
        contact.start("follow-up-campaign", """
                {"followUpAfter": "P3D", "followUps": 1}""").ok();
        contact.correlate("bot.workflowMessageSent", "{}").ok();

        passes("P3D");
        work("send-message");
        passes("PT0S");

        ended("follow-up-campaign", "endEvent_campaignOver");
    }

    @Test
    void quietWeekend() {
        deploy("quiet-weekend.bpmn");
        contact.start("quiet-weekend", """
                {"timeZone": "Europe/Berlin"}""").ok();
        assertThat(contact.status("status")).isEqualTo("active");

        at("2030-02-01T17:00:00Z");
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-04T08:00:00Z");
        at("2030-02-04T08:00:00Z");
        assertThat(contact.status("status")).isEqualTo("active");
        at("2030-02-08T17:00:00Z");
        assertThat(contact.status("status")).isEqualTo("snoozed");
        server.post("/engine-rest/message", """
                {"messageName": "quietWeekend.cancelled", "businessKey": "%s"}""".formatted(contact.id()));

        ended("quiet-weekend", "endEvent_noMoreQuietWeekends");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    /** Between two triggers, without a restart. */
    @Test
    void vipContacts() {
        contact.correlate("bot.manualMessageSent", """
                {"segment": "vip"}""").ok();
        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofHours(24)).toString());

        deploy("vip-contacts.dmn");
        contact.correlate("bot.manualMessageSent", """
                {"segment": "vip"}""").ok();

        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofDays(3)).toString());
    }

    private void deploy(String example) {
        try {
            deployment = server.deploy(example, Map.of(example, Files.readString(Path.of("bpmn/examples", example))))
                    .ok()
                    .path("id")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void at(String instant) {
        passes(Duration.between(time.now(), Instant.parse(instant)).toString());
    }

    /** Time passes, and the contact's due jobs are executed, as the job executor would. */
    private void passes(String duration) {
        time.pass(Duration.parse(duration));
        for (int executed = 0; executed < 50; executed++) {
            Iterator<JsonNode> due = due().iterator();
            if (!due.hasNext()) {
                return;
            }
            Answer answer = server.post(
                    "/engine-rest/job/" + due.next().path("id").asText() + "/execute",
                    "{}",
                    "Content-Type",
                    "application/json");
            assertThat(answer.code()).as(answer.text()).isEqualTo(204);
        }
        throw new AssertionError("It never comes to rest: " + due());
    }

    private List<JsonNode> due() {
        String instances = instances("");
        return instances.isEmpty()
                ? List.of()
                : server.get(
                                "/engine-rest/job?maxResults=2000&executable=true&sortBy=jobDueDate&sortOrder=asc&processInstanceIds="
                                        + instances)
                        .list()
                        .toList();
    }

    private String instances(String more) {
        return server.get("/engine-rest/process-instance?maxResults=2000&businessKey=" + contact.id() + more)
                .list()
                .map(instance -> instance.path("id").asText())
                .collect(Collectors.joining(","));
    }

    /** A person completes the contact's one open task. */
    private void completeTask(String name) {
        List<JsonNode> tasks = server.get(
                        "/engine-rest/task?maxResults=2000&processInstanceBusinessKey=" + contact.id())
                .list()
                .toList();
        assertThat(tasks).extracting(task -> task.path("name").asText()).containsExactly(name);
        server.post("/engine-rest/task/" + tasks.get(0).path("id").asText() + "/complete", "{}");
    }

    /** A worker does the contact's one external task of this topic. */
    private void work(String topic) {
        List<JsonNode> tasks = server.post(
                        "/engine-rest/external-task/fetchAndLock", """
                        {"workerId": "a worker", "maxTasks": 10,
                         "topics": [{"topicName": "%s", "lockDuration": 60000, "businessKey": "%s"}]}""".formatted(topic, contact.id()))
                .list()
                .toList();
        assertThat(tasks).as("tasks of topic " + topic).hasSize(1);
        assertThat(tasks.get(0).at("/variables/contactId/value").asText()).isEqualTo(contact.id());
        assertThat(tasks.get(0).at("/variables/text/value").asText()).isNotBlank();
        server.post("/engine-rest/external-task/" + tasks.get(0).path("id").asText() + "/complete", """
                {"workerId": "a worker"}""");
    }

    private void ended(String process, String endEvent) {
        assertThat(instances("&processDefinitionKey=" + process))
                .as("running instances of " + process)
                .isEmpty();
        assertThat(server.get(
                                "/engine-rest/history/activity-instance?maxResults=2000&activityType=noneEndEvent&activityId="
                                        + endEvent)
                        .list()
                        .filter(end -> end.path("processDefinitionKey").asText().equals(process)))
                .as("ends at " + endEvent)
                .hasSize(1);
    }
}
