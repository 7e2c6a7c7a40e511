package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each example from its deployment to its end, as a builder, a worker and a person at Tasklist meet it. Hours in a model are seconds here. */
@OnRunningServer
class ExamplesIT {

    private static final String COMPLAINT = "bpmn/examples/complaint.bpmn";
    private static final String HANDOVER = "bpmn/examples/human-handover.bpmn";
    private static final String OPT_OUT = "bpmn/examples/opt-out.bpmn";
    private static final String APPOINTMENT = "bpmn/examples/appointment-booked.bpmn";
    private static final String CAMPAIGN = "bpmn/examples/follow-up-campaign.bpmn";
    private static final String WEEKEND = "bpmn/examples/quiet-weekend.bpmn";
    private static final String VIP = "bpmn/examples/vip-contacts.dmn";

    private final ServerClient server;
    private final LiveContact contact;

    ExamplesIT(RunningServer running) {
        server = running.client();
        contact = LiveContact.on(server);
    }

    @Test
    @Drives(COMPLAINT)
    void complaint() {
        twoHoursAreTwoSeconds(COMPLAINT).deployTo(server);
        ProcessRun complaint = contact.start("complaint", Map.of());
        assertThat(contact.status()).isEqualTo("inactive");

        complaint.completeTask();

        complaint.awaitEndAt("endEvent_complaintAnswered");
        assertThat(contact.status()).isEqualTo("snoozed");
        contact.awaitStatus("active");
        contact.awaitEvent("expired complaint");
    }

    @Test
    @Drives(HANDOVER)
    void humanHandoverThatAPersonAnswers() {
        twoHoursAreTwoSeconds(HANDOVER).deployTo(server);
        ProcessRun handover = contact.startBy("handover.requested", Map.of("reason", "wants to cancel"));
        assertThat(contact.status()).isEqualTo("inactive");
        ProcessRun second = contact.startBy("handover.requested", Map.of());
        second.awaitEndAt("endEvent_alreadyOpen");

        handover.completeTask();

        handover.awaitEndAt("endEvent_personHasAnswered");
        assertThat(contact.status()).isEqualTo("snoozed");
        contact.awaitStatus("active");
    }

    @Test
    void humanHandoverThatNobodyAnswers() {
        ModelText.of(HANDOVER).deployTo(server);
        ProcessRun handover = contact.startBy("handover.requested", Map.of("serviceTime", "PT2S"));
        assertThat(contact.status()).isEqualTo("inactive");

        assertThat(handover.work("notify-team")).contains(contact.id());
        assertThat(contact.status()).isEqualTo("active");
        assertThat(handover.work("send-message")).contains("I am the assistant");

        handover.awaitEndAt("endEvent_botIsBack");
    }

    @Test
    @Drives(OPT_OUT)
    void optOutAndIn() {
        ModelText.of(OPT_OUT).deployTo(server);
        ProcessRun optOut = contact.startBy("contact.optedOut", Map.of());
        assertThat(optOut.work("send-message")).contains("START");
        optOut.awaitEndAt("endEvent_optedOut");
        contact.startBy("contact.optedOut", Map.of()).awaitEndAt("endEvent_alreadyOptedOut");
        contact.correlate("bot.statusRequested", Map.of("status", "active"));
        assertThat(contact.status()).isEqualTo("inactive");

        ProcessRun optIn = contact.startBy("contact.optedIn", Map.of());

        optIn.awaitEndAt("endEvent_botActiveAgain");
        assertThat(contact.status()).isEqualTo("active");
    }

    @Test
    @Drives(APPOINTMENT)
    void appointmentThatTakesPlace() {
        ModelText.of(APPOINTMENT).with(">PT2H<", ">PT2S<").deployTo(server);
        Instant at = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        ProcessRun appointment = contact.startBy("appointment.booked", Map.of("appointmentAt", at.toString()));
        assertThat(contact.reactivateAt()).isEqualTo(at);

        assertThat(appointment.work("send-message")).startsWith("How was it?");

        appointment.awaitEndAt("endEvent_asked");
        assertThat(appointment.finished().get("timerEvent_twoHoursLater")).isAfter(at.plusSeconds(2));
    }

    /** Another cause's pause goes on after the example's own, so that the example has to hear of that end. */
    @Test
    void appointmentWithAPersonInBetween() {
        ModelText.of(APPOINTMENT).with(">PT2H<", ">PT1S<").deployTo(server);
        Instant at = Instant.now().plusSeconds(2);
        ProcessRun appointment = contact.startBy("appointment.booked", Map.of("appointmentAt", at.toString()));
        contact.report("m-1", "human");
        contact.awaitEvent("expired appointment");

        contact.set("active");

        assertThat(appointment.work("send-message")).startsWith("How was it?");
        appointment.awaitEndAt("endEvent_asked");
    }

    @Test
    void appointmentThatIsCancelled() {
        ModelText.of(APPOINTMENT).deployTo(server);
        Instant at = Instant.now().plus(Duration.ofHours(1));
        ProcessRun appointment = contact.startBy("appointment.booked", Map.of("appointmentAt", at.toString()));
        assertThat(contact.status()).isEqualTo("snoozed");

        contact.correlate("appointment.cancelled", Map.of());

        appointment.awaitEndAt("endEvent_botAnswersAgain");
        assertThat(contact.status()).isEqualTo("active");
    }

    @Test
    @Drives(CAMPAIGN)
    void followUpCampaignThatWaitsForTheBot() {
        ModelText.of(CAMPAIGN).deployTo(server);
        contact.correlate("bot.workflowMessageSent", Map.of());
        ProcessRun campaign = contact.start("follow-up-campaign", Map.of("followUpAfter", "PT1S", "followUps", 2));
        campaign.awaitWaitingAt("callActivity_waitUntilActive");

        contact.set("active");

        assertThat(campaign.work("send-message")).contains("1 of 2");
        assertThat(campaign.work("send-message")).contains("2 of 2");
        campaign.awaitEndAt("endEvent_campaignOver");
    }

    @Test
    void followUpCampaignThatAPersonEnds() {
        ModelText.of(CAMPAIGN).deployTo(server);
        ProcessRun campaign = contact.start("follow-up-campaign", Map.of("followUpAfter", "PT1H"));

        contact.report("m-1", "human");

        Instant changed = Instant.now();
        campaign.awaitEndAt("endEvent_personHasTakenOver");
        assertThat(campaign.awaitEnd()).isBeforeOrEqualTo(changed.plus(Listeners.PROMISED));
    }

    /** The week has five seconds here, of which the weekend is the last three. */
    @Test
    @Drives(WEEKEND)
    void quietWeekendsUntilTheyAreCancelled() {
        ModelText.of(WEEKEND)
                .with("botCalendar.next('friday', '18:00', timeZone)", "dateTime().plusSeconds(2).toDate()")
                .with("botCalendar.next('monday', '09:00', timeZone)", "dateTime().plusSeconds(5).toDate()")
                .deployTo(server);
        ProcessRun weekends = contact.start("quiet-weekend", Map.of("timeZone", "Europe/Berlin"));
        assertThat(contact.status()).isEqualTo("active");

        contact.awaitStatus("snoozed");
        assertThat(contact.causes()).containsExactly("quiet_weekend");
        contact.awaitStatus("active");
        contact.awaitStatus("snoozed");
        contact.correlate("quietWeekend.cancelled", Map.of());

        weekends.awaitEndAt("endEvent_noMoreQuietWeekends");
        assertThat(contact.status()).isEqualTo("active");
    }

    @Test
    @Drives(VIP)
    void vipContacts() {
        ModelText.of(VIP).deployTo(server);
        contact.correlate("bot.manualMessageSent", Map.of("segment", "vip"));
        assertThat(contact.reactivateAt())
                .isCloseTo(Instant.now().plus(Duration.ofDays(3)), within(1, ChronoUnit.MINUTES));

        LiveContact limited = LiveContact.on(server);
        limited.correlate("bot.messageLimitReached", Map.of("segment", "vip"));
        assertThat(limited.status()).isEqualTo("active");

        ModelText.of(VIP).with("\"P3D\"", "\"PT1S\"").deployTo(server);
        LiveContact briefly = LiveContact.on(server);
        briefly.correlate("bot.manualMessageSent", Map.of("segment", "vip"));
        briefly.awaitEvent("expired manual_message");
        assertThat(briefly.status()).isEqualTo("active");
    }

    private static ModelText twoHoursAreTwoSeconds(String example) {
        return ModelText.of(example)
                .withInput("reactivateAfter", "2", "PT2S")
                .withInput("reactivateAfterUnit", "hours", null);
    }
}
