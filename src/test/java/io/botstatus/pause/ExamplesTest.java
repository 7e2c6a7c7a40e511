package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.TestSettings;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Hold;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Reactivation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples do what they say, from the files that builders copy. */
class ExamplesTest extends PauseScenario {

    private final List<String> deployments = new ArrayList<>();

    /**
     * Jobs that other tests have left in the shared engine. They are due as soon as the clock moves, and do not belong to an
     * example.
     */
    private Set<String> left = Set.of();

    @BeforeEach
    void seeWhatIsLeft() {
        left = management.createJobQuery().list().stream().map(Job::getId).collect(Collectors.toSet());
    }

    @AfterEach
    void undeployExamples() {
        deployments.forEach(deployment -> repository.deleteDeployment(deployment, true));
    }

    // Human handover

    @Test
    void aHandoverKeepsTheBotInactiveWhileThePersonAnswersAndSnoozedForTwoHoursAfterwards() {
        example("human-handover.bpmn");
        ProcessInstance handover = submit("handover.requested", "reason", "wants to cancel");

        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
        assertThat(hold().cause()).isEqualTo(new Cause("human_handover"));
        assertThat(hold().reason()).isEqualTo("wants to cancel");
        assertThat(handover).isWaitingAt("userTask_answerContact").task().hasCandidateGroup("support");

        engine.getTaskService()
                .complete(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(handover.getId())
                        .singleResult()
                        .getId());
        runJobs();

        ended(handover, "endEvent_personHasAnswered");
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(until(hold())).isEqualTo(now().plus(Duration.ofHours(2)));
    }

    @Test
    void aHandoverThatNobodyAnswersInTimeEndsWithTheBot() {
        example("human-handover.bpmn");
        ProcessInstance handover = submit("handover.requested", "serviceTime", "PT10M");

        passes("PT10M");
        fireTimer(handover);

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        work("notify-team");
        runJobs();
        assertThat(work("send-message")).contains("assistant");

        ended(handover, "endEvent_botIsBack");
    }

    @Test
    void aHandoverIsDoneIfAPersonAnsweredWithoutTheTask() {
        example("human-handover.bpmn");
        ProcessInstance handover = submit("handover.requested");
        submit(BotPause.MANUAL_MESSAGE_SENT);

        passes("PT30M");
        fireTimer(handover);

        ended(handover, "endEvent_personHasAnswered");
        assertThat(state().holds()).hasSize(2);
    }

    @Test
    void theBotDoesNotSayThatItIsBackIfAPersonAnswersAtTheLastMoment() {
        example("human-handover.bpmn");
        ProcessInstance handover = submit("handover.requested");
        passes("PT30M");
        fireTimer(handover);
        submit(BotPause.MANUAL_MESSAGE_SENT);

        work("notify-team");
        runJobs();

        ended(handover, "endEvent_botKeepsQuiet");
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void aSecondHandoverFindsTheFirst() {
        example("human-handover.bpmn");
        submit("handover.requested");

        ended(submit("handover.requested"), "endEvent_alreadyOpen");
    }

    // Opt-out

    @Test
    void anOptOutLastsUntilTheContactOptsInAgain() {
        example("opt-out.bpmn");
        ProcessInstance out = submit("contact.optedOut");
        assertThat(work("send-message")).contains("START");
        ended(out, "endEvent_optedOut");

        ended(submit("contact.optedOut"), "endEvent_alreadyOptedOut");
        passes("P400D");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);

        ended(submit("contact.optedIn"), "endEvent_botActiveAgain");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void aContactMayOptInAgainBeforeTheOptOutIsConfirmed() {
        example("opt-out.bpmn");
        submit("contact.optedOut");

        submit("contact.optedIn");

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        work("send-message");
    }

    // Appointment

    @Test
    void afterAnAppointmentTheBotAsksHowItWas() {
        example("appointment-booked.bpmn");
        ProcessInstance appointment = submit("appointment.booked", "appointmentAt", "2030-03-06T10:00:00+01:00");

        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(until(hold())).isEqualTo(Instant.parse("2030-03-06T09:00:00Z"));
        assertThat(hold().setBy()).isEqualTo("appointment-booked");

        timeIs(Instant.parse("2030-03-06T09:00:00Z"));
        runJobs();
        assertThat(appointment).isWaitingAt("timerEvent_twoHoursLater");
        passes("PT2H");
        runJobs();
        assertThat(work("send-message")).contains("How was it?");

        ended(appointment, "endEvent_asked");
    }

    @Test
    void afterAnAppointmentTheBotDoesNotCutInOnAPersonWhoIsWriting() {
        example("appointment-booked.bpmn");
        ProcessInstance appointment = submit("appointment.booked", "appointmentAt", "2030-03-06T10:00:00+01:00");
        timeIs(Instant.parse("2030-03-06T09:00:00Z"));
        runJobs();
        submit(BotPause.MANUAL_MESSAGE_SENT);

        passes("PT2H");
        runJobs();

        ended(appointment, "endEvent_botKeepsQuiet");
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
    }

    @Test
    void aCancelledAppointmentLetsTheBotAnswerAgain() {
        example("appointment-booked.bpmn");
        ProcessInstance appointment = submit("appointment.booked", "appointmentAt", "2030-03-06T10:00:00+01:00");

        correlate("appointment.cancelled");

        ended(appointment, "endEvent_botAnswersAgain");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void nobodyIsAskedBeforeTheAppointmentThoughThePauseWasEndedByHand() {
        example("appointment-booked.bpmn");
        ProcessInstance appointment = submit("appointment.booked", "appointmentAt", "2030-03-06T10:00:00+01:00");

        person(BotStatus.ACTIVE, new Reactivation.Never());
        runJobs();

        assertThat(appointment).isWaitingAt("timerEvent_appointment");
        correlate("appointment.cancelled");
        ended(appointment, "endEvent_botAnswersAgain");
    }

    // Follow-up campaign

    @Test
    void aCampaignWritesAsOftenAsItMay() {
        ProcessInstance campaign = campaign(2);

        passes("P1D");
        runJobs();
        assertThat(work("send-message")).contains("(1 of 2)");
        runJobs();
        passes("P1D");
        runJobs();
        assertThat(work("send-message")).contains("(2 of 2)");
        runJobs();

        ended(campaign, "endEvent_campaignOver");
    }

    @Test
    void aCampaignWaitsWhileSomethingElseKeepsTheBotSilent() {
        ProcessInstance campaign = campaign(1);
        requestStatus("snoozed", "reactivateAfter", "P2D", "cause", "quiet_weekend");
        runJobs();

        passes("P1D");
        runJobs();
        assertThat(campaign).isWaitingAt("callActivity_waitUntilActive");

        passes("P1D");
        runJobs();
        work("send-message");
        runJobs();
        ended(campaign, "endEvent_campaignOver");
    }

    @Test
    void aPersonWhoTakesOverEndsTheCampaign() {
        ProcessInstance campaign = campaign(3);

        submit(BotPause.MANUAL_MESSAGE_SENT);
        runJobs();

        ended(campaign, "endEvent_personHasTakenOver");
    }

    @Test
    void aPersonWhoHadTakenOverBeforeEndsTheCampaignAtTheFirstFollowUp() {
        person(BotStatus.INACTIVE, new Reactivation.Never());
        ProcessInstance campaign = campaign(3);

        passes("P1D");
        runJobs();

        ended(campaign, "endEvent_personHasTakenOver");
    }

    @Test
    void aPersonWhoTakesOverWhileTheCampaignWaitsEndsIt() {
        ProcessInstance campaign = campaign(1);
        requestStatus("snoozed", "reactivateAfter", "P2D", "cause", "quiet_weekend");
        passes("P1D");
        runJobs();

        person(BotStatus.INACTIVE, after("PT1H"));
        runJobs();

        ended(campaign, "endEvent_personHasTakenOver");
    }

    @Test
    void aCampaignEndsWhenTheBotIsSwitchedOffForAll() {
        ProcessInstance campaign = campaign(1);
        Settings before = settings.read();
        TestSettings.write(settings, new Settings(BotMode.OFF, before.messageLimit(), before.messageLimitWindow()));
        try {
            passes("P1D");
            runJobs();
        } finally {
            TestSettings.write(settings, before);
        }

        ended(campaign, "endEvent_botSwitchedOff");
    }

    // Quiet weekend

    @Test
    void weekendsAreQuietInTheTimeZoneOfTheContact() {
        example("quiet-weekend.bpmn");
        timeIs(Instant.parse("2030-03-04T14:00:00Z")); // 9:00 there
        ProcessInstance weekends = start("quiet-weekend", "timeZone", "America/New_York");
        Instant friday = Instant.parse("2030-03-08T23:00:00Z");
        Instant monday = Instant.parse("2030-03-11T13:00:00Z"); // summer time has begun

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(timer(weekends)).isEqualTo(friday);
        for (int week = 0; week < 2; week++) {
            timeIs(friday.plus(Duration.ofDays(7L * week)).minus(Duration.ofHours(week)));
            runJobs();
            assertThat(status()).isEqualTo(BotStatus.SNOOZED);
            assertThat(until(hold())).isEqualTo(monday.plus(Duration.ofDays(7L * week)));
            timeIs(monday.plus(Duration.ofDays(7L * week)));
            runJobs();
            assertThat(weekends).isWaitingAt("timerEvent_friday");
        }
    }

    @Test
    void aWeekendThatHasBegunIsQuietAtOnceButNotAgainstAPersonsWill() {
        example("quiet-weekend.bpmn");
        timeIs(Instant.parse("2030-03-09T09:00:00Z"));
        ProcessInstance weekends = start("quiet-weekend", "timeZone", "Europe/Berlin");

        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        person(BotStatus.ACTIVE, new Reactivation.Never());
        runJobs();

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(weekends).isWaitingAt("timerEvent_monday");
    }

    @Test
    void cancelledWeekendsEndTheOneThatHasBegunAndNothingElse() {
        example("quiet-weekend.bpmn");
        timeIs(Instant.parse("2030-03-09T09:00:00Z"));
        ProcessInstance weekends = start("quiet-weekend", "timeZone", "Europe/Berlin");
        submit(BotPause.MANUAL_MESSAGE_SENT);

        correlate("quietWeekend.cancelled");

        ended(weekends, "endEvent_noMoreQuietWeekends");
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
    }

    /** The engine was down from Friday to Tuesday. */
    @Test
    void aWeekendThatWasMissedIsLeftAlone() {
        example("quiet-weekend.bpmn");
        ProcessInstance weekends = start("quiet-weekend", "timeZone", "Europe/Berlin");

        timeIs(Instant.parse("2030-03-12T09:00:00Z"));
        runJobs();

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(weekends).isWaitingAt("timerEvent_friday");
    }

    // VIP contacts

    @Test
    void aVipBelongsToThePersonForThreeDays() {
        example("vip-contacts.dmn");

        submit(BotPause.MANUAL_MESSAGE_SENT, "segment", "vip");
        assertThat(until(hold())).isEqualTo(now().plus(Duration.ofDays(3)));

        ended(
                submit(BotPause.MESSAGE_LIMIT_REACHED, "segment", "vip", "windowEndsAt", "2030-03-05T00:00:00Z"),
                KEEPS_ANSWERING);
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
    }

    @Test
    void anybodyElseIsTreatedAsBefore() {
        example("vip-contacts.dmn");

        submit(BotPause.MANUAL_MESSAGE_SENT);
        assertThat(until(hold())).isEqualTo(now().plus(Duration.ofHours(24)));
        submit(BotPause.WORKFLOW_MESSAGE_SENT);
        submit(BotPause.MESSAGE_LIMIT_REACHED, "windowEndsAt", "2030-03-08T00:00:00Z");

        assertThat(state().holds())
                .extracting(hold -> hold.cause().word(), Hold::until)
                .containsExactlyInAnyOrder(
                        tuple("manual_message", now().plus(Duration.ofHours(24))),
                        tuple("workflow_message", now().plus(Duration.ofHours(1))),
                        tuple("message_limit", Instant.parse("2030-03-08T00:00:00Z")));
    }

    // What the templates left in the models

    @Test
    void anEmptyFieldForTheContactMeansTheVariableEvenIfTheBusinessKeyIsSomethingElse() {
        deploy("opt-out.bpmn", ExamplesTest::withoutListeners);
        deploy("appointment-booked.bpmn", ExamplesTest::withoutListeners);

        runtime.startProcessInstanceByMessage("contact.optedOut", "order 17", map("contactId", contact.value()));
        assertThat(hold().cause()).isEqualTo(new Cause("opt_out"));

        runtime.startProcessInstanceByMessage(
                "appointment.booked",
                "order 18",
                map("contactId", contact.value(), "appointmentAt", "2030-03-06T10:00:00+01:00"));
        assertThat(state().holds())
                .extracting(Hold::cause)
                .containsExactlyInAnyOrder(new Cause("opt_out"), new Cause("appointment"));
    }

    private static String withoutListeners(String xml) {
        return xml.replaceAll("<camunda:executionListener [^>]*/>", "");
    }

    private ProcessInstance campaign(int followUps) {
        example("follow-up-campaign.bpmn");
        return start("follow-up-campaign", "followUpAfter", "P1D", "followUps", followUps);
    }

    private void example(String name) {
        deploy(name, UnaryOperator.identity());
    }

    private void deploy(String name, UnaryOperator<String> change) {
        try {
            deployments.add(repository
                    .createDeployment()
                    .name(name)
                    .addString(name, change.apply(Files.readString(Path.of("bpmn/examples", name))))
                    .deploy()
                    .getId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessInstance start(String process, Object... variables) {
        return runtime.startProcessInstanceByKey(process, contact.value(), map(variables));
    }

    private void correlate(String message) {
        runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(contact.value())
                .correlate();
    }

    /** Does the contact's one task of this topic as a worker would; answers the text that it was given. */
    private String work(String topic) {
        List<LockedExternalTask> tasks = engine.getExternalTaskService()
                .fetchAndLock(10, "a worker")
                .topic(topic, 60_000)
                .businessKey(contact.value())
                .execute();
        assertThat(tasks).as("tasks of topic %s", topic).hasSize(1);
        LockedExternalTask task = tasks.get(0);
        assertThat(task.getVariables()).containsEntry("contactId", contact.value());
        engine.getExternalTaskService().complete(task.getId(), "a worker");
        return String.valueOf(task.getVariables().get("text"));
    }

    /** Executes the jobs that a job executor would have executed by now. */
    private void runJobs() {
        List<Job> due = due();
        for (int rounds = 0; !due.isEmpty(); rounds++) {
            if (rounds > 50) {
                throw new AssertionError("It never comes to rest: " + due);
            }
            for (Job job : due) {
                if (management.createJobQuery().jobId(job.getId()).count() == 1) {
                    management.executeJob(job.getId());
                }
            }
            due = due();
        }
    }

    private List<Job> due() {
        return management.createJobQuery().executable().withRetriesLeft().list().stream()
                .filter(job -> !left.contains(job.getId()))
                .toList();
    }

    private static @Nullable Instant until(Hold hold) {
        return hold.until();
    }
}
