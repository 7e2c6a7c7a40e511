package io.botstatus.faults;

import static io.botstatus.faults.Recordings.ANNA;
import static io.botstatus.faults.Recordings.SECOND;
import static io.botstatus.faults.Recordings.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.faults.Ask.Kind;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each promise sees what breaks it, and has nothing to say where it was kept. */
class CheckerTest {

    private static final Ask PAUSE = Ask.status(ANNA, "change-1", "snoozed", SECOND);
    private static final Ask PAUSE_FOR_GOOD = Ask.status(ANNA, "change-2", "inactive", null);
    private static final Ask ACTIVATE = Ask.status(ANNA, "change-3", "active", null);
    private static final Ask REPLY = Ask.permit(ANNA, "reply-1", null);
    private static final Ask MESSAGE = Ask.message(Kind.MESSAGE, ANNA, "message-1", SECOND, at(0));

    private final Recordings recordings = new Recordings();

    @Test
    void hasNothingToSayOfARoundInWhichAllWasKept() {
        recordings
                .granted(REPLY, 0, 10)
                .done(PAUSE, 100, 120)
                .event("placed", "manual_change", 110, 1110L, "admin", "change-1")
                .denied(Ask.permit(ANNA, "reply-2", null), "snoozed", 500, 510)
                .event("expired", "manual_change", 1200, 1110L, null, "change-1")
                .granted(Ask.permit(ANNA, "reply-2", null), 1300, 1310);
        assertThat(recordings.judged(5000)).isEmpty();
    }

    @Test
    void passesOnWhatDoesNotAgreeAndWhatIsStuck() {
        recordings.disagrees("instance without hold: 1").stuck("incident: failedJob");
        assertThat(recordings.judged(0)).containsExactly("instance without hold: 1", "incident: failedJob");
    }

    @Nested
    class NothingIsLostSees {

        @Test
        void aChangeWithoutItsEvent() {
            recordings.done(PAUSE, 100, 120);
            assertFound("A change of anna that was acknowledged is lost: STATUS change-1 snoozed for PT1S");
        }

        @Test
        void aChangeWithTwoEvents() {
            recordings.done(PAUSE_FOR_GOOD, 100, 120);
            recordings.event("placed", "manual_change", 110, null, "admin", "change-2");
            recordings.event("replaced", "manual_change", 110, null, "admin", "change-2");
            assertFound("One change of anna has 2 events");
        }

        @Test
        void aRefusedChangeWithAnEvent() {
            recordings.refused(PAUSE_FOR_GOOD, 100, 120);
            recordings.event("placed", "manual_change", 110, null, "admin", "change-2");
            assertFound("A change of anna that was refused has an event");
        }

        @Test
        void aMessageWithoutItsEvent() {
            recordings.done(MESSAGE, 0, 20).message("message-1", "human", false, 10);
            assertFound("The event of a message to anna that was acknowledged is lost");
        }

        @Test
        void aMessageThatNobodyRemembers() {
            recordings.duplicate(MESSAGE, 0, 20).unknown(MESSAGE, 0);
            assertFound("A message to anna that was acknowledged is lost");
        }

        @Test
        void aMessageThatWasNewsTwice() {
            recordings
                    .done(MESSAGE, 0, 20)
                    .done(MESSAGE, 30, 40)
                    .message("message-1", "human", false, 10)
                    .event("placed", "manual_message", 10, null, MESSAGE.sentBy(), null)
                    .event("extended", "manual_message", 35, null, MESSAGE.sentBy(), null);
            assertFound("One message to anna was taken for news 2 times", "One message to anna has 2 events");
        }

        @Test
        void aMessageThatWasADuplicateOfNothing() {
            recordings.duplicate(MESSAGE, 0, 20).message("message-1", "human", false, 10);
            assertFound("A message to anna was called a duplicate and never was news");
        }

        @Test
        void aRefusedMessageWithAnEvent() {
            recordings.refused(MESSAGE, 0, 20).event("placed", "manual_message", 10, null, MESSAGE.sentBy(), null);
            assertFound("A message to anna that was refused has an event");
        }

        @Test
        void aGrantedReplyThatNobodyRemembers() {
            recordings.grantedAndLost(REPLY, 0, 10);
            assertFound("A reply that was granted to anna is lost");
        }

        @Test
        void aRefusedReplyThatIsCounted() {
            recordings.denied(REPLY, "epoch_changed", 0, 10).message("reply-1", "bot", true, 5);
            assertFound("A reply that was refused to anna is counted");
        }

        @Test
        void aReplyThatWasGrantedTwice() {
            recordings.granted(REPLY, 0, 10).granted(REPLY, 20, 30);
            assertFound("One reply to anna was granted and counted 2 times");
        }

        @Test
        void nothingWhereAnUnknownRequestHasHadItsEffectOrHasNot() {
            recordings
                    .unknown(PAUSE, 100)
                    .unknown(PAUSE_FOR_GOOD, 200)
                    .event("placed", "manual_change", 110, null, "admin", "change-2")
                    .unknown(MESSAGE, 300)
                    .duplicate(MESSAGE, 400, 410)
                    .message("message-1", "human", false, 310)
                    .event("placed", "manual_message", 310, null, MESSAGE.sentBy(), null);
            assertThat(recordings.judged(5000)).isEmpty();
        }
    }

    @Nested
    class HoldsEndOnceSees {

        @Test
        void aHoldThatEndsTwice() {
            recordings
                    .event("placed", "opt_out", 0, 1000L)
                    .event("expired", "opt_out", 1100, 1000L)
                    .event("expired", "opt_out", 1200, 1000L);
            assertFound("Ended twice, or never begun, for anna: event 3 (expired opt_out");
        }

        @Test
        void aHoldThatDoesNotEnd() {
            recordings.event("placed", "opt_out", 0, 1000L);
            assertFound("A hold of anna has not ended: event 1 (placed opt_out");
        }

        @Test
        void aHoldThatEndsBeforeItsDeadline() {
            recordings.event("placed", "opt_out", 0, 1000L).event("expired", "opt_out", 900, 1000L);
            assertFound("Ended before its deadline, for anna: event 2 (expired opt_out");
        }

        @Test
        void aHoldThatIsPlacedOverAnother() {
            recordings.event("placed", "opt_out", 0, null).event("placed", "opt_out", 10, null);
            assertFound("Placed twice, for anna: event 2");
        }

        @Test
        void nothingThatIsExtended() {
            recordings.event("extended", "opt_out", 0, null);
            assertFound("Nothing was there to be extended, for anna: event 1");
        }

        @Test
        void nothingWhereHoldsOfTwoCausesEndEachForItself() {
            recordings
                    .event("placed", "opt_out", 0, null)
                    .event("placed", "manual_change", 5, 1000L)
                    .event("replaced", "manual_change", 6, 2000L)
                    .event("expired", "manual_change", 2000, 2000L)
                    .event("released", "opt_out", 2100, null)
                    .event("placed", "manual_change", 2200, null);
            assertThat(recordings.judged(5000)).isEmpty();
        }
    }

    @Nested
    class NoPermitWhilePausedSees {

        @Test
        void aGrantAfterAnAcknowledgedPause() {
            pausedForGood(100, 120).granted(REPLY, 121, 130);
            assertFound(
                    "Reply granted while paused, to anna: PERMIT reply-1 (node-1, sent 2030-01-01T00:00:00.121Z, answered"
                            + " 2030-01-01T00:00:00.130Z, 200 ), after the pause was acknowledged: STATUS change-2 inactive (node-1");
        }

        @Test
        void aGrantJustBeforeTheDeadline() {
            briefPause().granted(REPLY, 500, 900);
            assertFound("Reply granted while paused, to anna");
        }

        @Test
        void aGrantAfterAMessage() {
            recordings
                    .done(MESSAGE, 0, 20)
                    .message("message-1", "human", false, 10)
                    .event("placed", "manual_message", 10, 1000L, MESSAGE.sentBy(), null)
                    .event("expired", "manual_message", 1000, 1000L)
                    .granted(REPLY, 100, 110);
            assertFound("Reply granted while paused, to anna");
        }

        @Test
        void aGrantAfterAChangeThatPausedAnew() {
            pausedForGood(100, 120)
                    .unknown(Ask.status(ANNA, "change-4", "snoozed", SECOND.multipliedBy(10)), 130)
                    .granted(REPLY, 200, 210);
            assertFound("Reply granted while paused, to anna");
        }

        @Test
        void aGrantAfterAWorkflowThatCannotEndAPersonsPause() {
            pausedForGood(100, 120)
                    .unknown(Ask.workflowStatus(ANNA, "workflow-1", "active", null), 130)
                    .granted(REPLY, 200, 210);
            assertFound("Reply granted while paused, to anna");
        }

        @Test
        void nothingWhereThePauseWasNotYetAcknowledged() {
            pausedForGood(100, 120).granted(REPLY, 119, 130);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        @Test
        void nothingFromTheDeadlineOnByTheFastestClock() {
            briefPause().skew(50).granted(REPLY, 500, 1010);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        @Test
        void nothingWhereSomebodyMayHaveEndedIt() {
            pausedForGood(100, 120).unknown(ACTIVATE, 130).granted(REPLY, 200, 210);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        @Test
        void nothingWhereWhoWasAskedEarlierMayComeLater() {
            recordings.unknown(ACTIVATE, 50);
            pausedForGood(100, 120).granted(REPLY, 200, 210);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        @Test
        void nothingWhereThePauseWasReplacedByOneThatIsOver() {
            pausedForGood(100, 120)
                    .done(PAUSE, 130, 140)
                    .event("replaced", "manual_change", 135, 1135L, "admin", "change-1")
                    .event("expired", "manual_change", 1140, 1135L)
                    .granted(REPLY, 1150, 1160);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        private Recordings pausedForGood(long sent, long answered) {
            return recordings
                    .done(PAUSE_FOR_GOOD, sent, answered)
                    .event("placed", "manual_change", sent, null, "admin", "change-2");
        }

        /** Ends at 1,100. */
        private Recordings briefPause() {
            return recordings
                    .done(PAUSE, 100, 120)
                    .event("placed", "manual_change", 100, 1100L, "admin", "change-1")
                    .event("expired", "manual_change", 1100, 1100L);
        }
    }

    @Nested
    class NoSilencePastTheDeadlineSees {

        @Test
        void aRefusalAfterThePauseWasOver() {
            pause().denied(REPLY, "snoozed", 1200, 1210);
            assertFound("Reply refused past the deadline of every pause, to anna: PERMIT reply-1");
        }

        @Test
        void aRefusalWithoutAnyPause() {
            recordings.denied(REPLY, "message_limit", 1200, 1210);
            assertFound("Reply refused past the deadline of every pause");
        }

        @Test
        void nothingWhileItLastsOnTheSlowestClock() {
            pause().skew(150).denied(REPLY, "snoozed", 1200, 1210).denied(REPLY, "epoch_changed", 4000, 4010);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        private Recordings pause() {
            return recordings
                    .event("placed", "workflow_action", 100, 1100L)
                    .event("expired", "workflow_action", 1100, 1100L);
        }
    }

    @Nested
    class TheLimitIsKeptSees {

        @Test
        void oneReplyTooManyInAWindow() {
            replies(0, 10, 20, 30);
            assertFound(
                    "The limit is overshot for anna: 4 replies from 2030-01-01T00:00:00Z to 2030-01-01T00:00:00.030Z"
                            + ", in at most 1 windows of 3");
        }

        @Test
        void tooManyInASpanOfTwoWindows() {
            replies(0, 9000, 9100, 19_000, 19_001, 19_002, 19_003, 19_004, 19_005, 19_006);
            assertFound(
                    "The limit is overshot for anna: 7 replies from 2030-01-01T00:00:00Z to 2030-01-01T00:00:19.003Z"
                            + ", in at most 2 windows of 3");
        }

        @Test
        void thatTheLastReplyDidNotPause() {
            replies(0, 10, 20);
            assertFound("The limit of 3 has paused anna 0 times after 3 replies");
        }

        @Test
        void aPauseThatCameTooEarly() {
            replies(0, 10);
            limitHold(10);
            assertFound("The limit of 3 has paused anna 1 times after 2 replies");
        }

        @Test
        void nothingWhereANewWindowHasBegun() {
            replies(0, 10, 20);
            limitHold(20);
            replies(10_001, 10_002);
            assertThat(recordings.judged(15_000)).isEmpty();
        }

        @Test
        void nothingWhereSomebodyHasLetANewOneBegin() {
            replies(0, 10);
            recordings.unknown(ACTIVATE, 15);
            replies(20, 30, 40);
            assertThat(recordings.judged(5000)).isEmpty();
        }

        private void replies(long... moments) {
            for (long moment : moments) {
                recordings.granted(Ask.permit(ANNA, "reply-" + moment, null), moment, moment);
            }
        }

        private void limitHold(long at) {
            recordings.event("placed", "message_limit", at, 10_000L).event("expired", "message_limit", 10_000, 10_000L);
        }
    }

    @Nested
    class LateRepliesAreFencedSees {

        @Test
        void aGrantForAnEpochThatIsOver() {
            recordings.told(ACTIVATE, 8, 0, 10).granted(Ask.permit(ANNA, "reply-1", 7L), 20, 30);
            assertFound("Late reply granted, to anna: PERMIT reply-1 at epoch 7");
        }

        @Test
        void nothingForTheEpochThatWasTold() {
            recordings
                    .told(ACTIVATE, 8, 0, 10)
                    .granted(Ask.permit(ANNA, "reply-1", 8L), 20, 30)
                    .granted(Ask.permit(ANNA, "reply-2", 7L), 9, 30);
            assertThat(recordings.judged(5000)).isEmpty();
        }
    }

    @Nested
    class ErrorsAreTheirOwnSees {

        private static final String STALE =
                "The bot status of contact '%s' has changed meanwhile: its epoch is 9, not %d. Read it again.";

        private final Ask changeAt7 = PAUSE_FOR_GOOD.at(7L);

        @Test
        void anErrorAboutAnotherContact() {
            recordings.stale(changeAt7, STALE.formatted("ben", 7), 0, 10);
            assertFound("A change of anna was told another's error: STATUS change-2 inactive at epoch 7");
        }

        @Test
        void anErrorAboutAnotherEpoch() {
            recordings.stale(changeAt7, STALE.formatted(ANNA, 8), 0, 10);
            assertFound("A change of anna was told another's error");
        }

        @Test
        void anErrorAboutAnEpochThatWasNotNamed() {
            recordings.stale(PAUSE_FOR_GOOD, STALE.formatted(ANNA, 7), 0, 10);
            assertFound("A change of anna was told another's error");
        }

        @Test
        void aReleaseThatWasRefusedAndDone() {
            recordings
                    .event("placed", "manual_change", 0, null, "admin", "change-2")
                    .stale(ACTIVATE.at(7L), STALE.formatted(ANNA, 7), 100, 120)
                    .event("released", "manual_change", 110, null, "admin", "change-3");
            assertFound("A release of anna that was refused was done: STATUS change-3 active at epoch 7");
        }

        @Test
        void aChangeAtAnEpochThatIsOver() {
            recordings
                    .told(ACTIVATE, 8, 0, 10)
                    .done(changeAt7, 20, 30)
                    .event("placed", "manual_change", 25, null, "admin", "change-2");
            assertFound("A change of anna was made at an epoch that was over: STATUS change-2 inactive at epoch 7");
        }

        @Test
        void nothingWhereTheChangeWasInTimeOrItsOwnErrorWasTold() {
            recordings
                    .told(ACTIVATE, 8, 0, 10)
                    .done(changeAt7, 9, 30)
                    .event("placed", "manual_change", 25, null, "admin", "change-2")
                    .stale(PAUSE.at(7L), STALE.formatted(ANNA, 7), 40, 50);
            assertThat(recordings.judged(5000)).isEmpty();
        }
    }

    private void assertFound(String... beginnings) {
        List<String> found = recordings.judged(5000);
        assertThat(found).hasSameSizeAs(beginnings);
        for (int n = 0; n < beginnings.length; n++) {
            assertThat(found.get(n)).startsWith(beginnings[n]);
        }
    }
}
