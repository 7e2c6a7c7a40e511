package io.botstatus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactState;
import io.botstatus.status.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/** The real system answers and ends up as the rules say, for any commands in any order. */
class RulesPropertyTest {

    private static final List<String> CONTACTS = List.of("anna", "ben");
    /** Histories in which one of these never occurs would prove little. */
    private static final List<String> MUST_HAPPEN = List.of(
            "Report PAUSED false",
            "Report EXTENDED false",
            "Report IGNORED false",
            "Report NONE true",
            "Result RELEASED",
            "Permit true null false",
            "Permit false snoozed false",
            "Permit false message_limit false",
            "Refused stale");

    private static final RealBotStatus REAL = RealBotStatus.start(RealBotStatus.Application.class);

    RealBotStatus real() {
        return REAL;
    }

    /** How long after its deadline a hold may still wait for its bookkeeping. */
    Duration late() {
        return Duration.ZERO;
    }

    @AfterContainer
    static void end() {
        REAL.end();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void allCommandsInAnyOrderDoWhatTheRulesSay(@ForAll("histories") List<Command> commands) {
        play(commands).forEach(answer -> Statistics.label("answers").collect(kind(answer)));
        Statistics.label("answers")
                .coverage(answers ->
                        MUST_HAPPEN.forEach(kind -> answers.check(kind).count(times -> times > 0)));
    }

    @Example
    void aMessageTooOldToPauseIsIgnoredOnAPauseThatLaterOnesHaveMoved() {
        play(List.of(
                byHand("1", "PT0S", "chat"),
                new Command.PassTime(Duration.ofMinutes(110)),
                byHand("2", "PT0S", "chat"),
                new Command.PassTime(Duration.ofMinutes(70)),
                byHand("3", "PT3H", "chat")));
    }

    @Example
    void aMessageTooOldToPauseIsIgnoredOnAPauseThatWasMadeHarder() {
        play(List.of(
                byHand("1", "PT0S", "sms"),
                byHand("2", "PT0S", "complaint"),
                new Command.PassTime(Duration.ofHours(12)),
                byHand("3", "PT12H", "complaint")));
    }

    private static Command byHand(String id, String ago, String channel) {
        return new Command.Message("anna", Sender.HUMAN, id, Duration.parse(ago), channel, false);
    }

    private List<CommandOutcome> play(List<Command> commands) {
        List<CommandOutcome> answers = new ArrayList<>();
        BotStatusModel model = new BotStatusModel();
        real().setTime(model.now);
        real().begin(CONTACTS);
        real().settings(model.mode, model.messageLimit, model.messageLimitWindow);
        for (int i = 0; i < commands.size(); i++) {
            answers.add(step(model, commands.get(i), "command " + i + ", " + commands.get(i)));
        }
        real().runDueJobs();
        assertThat(real().overdue(late()))
                .as("holds left when all timers have fired")
                .isZero();
        assertThat(real().contradictions()).as("when all timers have fired").isEmpty();
        return answers;
    }

    private CommandOutcome step(BotStatusModel model, Command command, String description) {
        List<Integer> versions = CONTACTS.stream().map(model::version).toList();
        List<Long> epochs = CONTACTS.stream().map(real()::epoch).toList();

        CommandOutcome answer = command.perform(real());
        assertThat(answer).as("answer to %s", description).isEqualTo(command.expect(model));
        real().setTime(model.now);

        for (int i = 0; i < CONTACTS.size(); i++) {
            String contact = CONTACTS.get(i);
            ContactState state = real().state(contact);
            assertThat(View.of(state)).as("%s after %s", contact, description).isEqualTo(View.of(model, contact));
            assertThat(step(epochs.get(i), state.epoch()))
                    .as("whether the epoch of %s changed, rose or began anew with %s", contact, description)
                    .isEqualTo(step(versions.get(i), model.version(contact)));
        }
        assertThat(real().contradictions()).as("after %s", description).isEmpty();
        return answer;
    }

    private static String step(long before, long after) {
        return after == 0 ? "none" : after > before ? "rose" : after == before ? "stayed" : "fell";
    }

    private static String kind(CommandOutcome answer) {
        return answer.getClass().getSimpleName()
                + (answer instanceof CommandOutcome.Permit permit
                        ? " " + permit.granted() + " " + permit.because() + " " + permit.duplicate()
                        : answer instanceof CommandOutcome.Report report
                                ? " " + report.effect() + " " + report.duplicate()
                                : answer instanceof CommandOutcome.Result result
                                        ? " " + result.effect()
                                        : answer instanceof CommandOutcome.Refused refused
                                                ? " " + refused.because()
                                                : "");
    }

    /** The part of a contact's state that follows from the rules. */
    private record View(
            BotStatus status,
            boolean responding,
            Instant reactivateAt,
            List<BotStatusModel.Hold> holds,
            int used,
            int limit,
            Instant windowEndsAt) {

        static View of(ContactState state) {
            return new View(
                    state.status(),
                    state.responding(),
                    state.reactivateAt(),
                    state.holds().stream()
                            .map(hold -> new BotStatusModel.Hold(
                                    hold.cause().word(), hold.status(), hold.since(), hold.until()))
                            .toList(),
                    state.replies().used(),
                    state.replies().limit(),
                    state.replies().windowEndsAt());
        }

        static View of(BotStatusModel model, String contact) {
            return new View(
                    model.status(contact),
                    model.responding(contact),
                    model.reactivateAt(contact),
                    model.holds(contact),
                    model.used(contact),
                    model.messageLimit,
                    model.windowEndsAt(contact));
        }
    }

    @Provide
    Arbitrary<List<Command>> histories() {
        // Most of it happens to one of them; the other shows that it is left alone.
        Arbitrary<String> contact = Arbitraries.frequency(Tuple.of(3, "anna"), Tuple.of(1, "ben"));
        Arbitrary<String> id = Arbitraries.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
        Arbitrary<String> channel = Arbitraries.of("sms", "sms", "chat", "chat", "chat", "complaint", "note");
        Arbitrary<Duration> ago = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Duration.ZERO)),
                Tuple.of(
                        5,
                        Arbitraries.of(
                                        "PT-2H", "PT10S", "PT50M", "PT1H", "PT3H", "PT11H", "PT12H", "PT23H", "PT24H",
                                        "PT25H")
                                .map(Duration::parse)));
        Arbitrary<Command.Epoch> epoch = Arbitraries.frequency(
                Tuple.of(4, Command.Epoch.NONE),
                Tuple.of(3, Command.Epoch.CURRENT),
                Tuple.of(1, Command.Epoch.EARLIER));
        Arbitrary<Command.Reactivation> reactivation = Arbitraries.frequency(
                Tuple.of(8, new Command.Reactivation(null, null)),
                Tuple.of(3, new Command.Reactivation(Duration.ofHours(1), null)),
                Tuple.of(1, new Command.Reactivation(Duration.ofDays(2), null)),
                Tuple.of(3, new Command.Reactivation(null, Duration.ofMinutes(90))),
                Tuple.of(1, new Command.Reactivation(null, Duration.ZERO)),
                Tuple.of(1, new Command.Reactivation(null, Duration.ofSeconds(-1))));
        Arbitrary<BotStatus> status = Arbitraries.of(BotStatus.class);
        Arbitrary<String> cause = Arbitraries.of("workflow_action", "human_handover", "opt_out", "manual_change");
        Arbitrary<Duration> time = Arbitraries.of(
                        "PT1S", "PT10M", "PT30M", "PT1H", "PT100M", "PT5H", "PT12H", "P1D", "P3D")
                .map(Duration::parse);

        Arbitrary<Command> command = Arbitraries.frequencyOf(
                Tuple.of(
                        9,
                        Combinators.combine(
                                        contact,
                                        Arbitraries.of(Sender.HUMAN, Sender.HUMAN, Sender.WORKFLOW),
                                        id,
                                        ago,
                                        channel,
                                        Arbitraries.of(false, false, true))
                                .as(Command.Message::new)),
                Tuple.of(3, Combinators.combine(contact, id, ago).as(Command.BotSent::new)),
                Tuple.of(1, Combinators.combine(contact, id).as(Command.ContactWrote::new)),
                Tuple.of(9, Combinators.combine(contact, id, epoch).as(Command.AskToReply::new)),
                Tuple.of(1, contact.map(Command.LimitCountedElsewhere::new)),
                Tuple.of(
                        3,
                        Combinators.combine(contact, status, reactivation, epoch)
                                .as(Command.PersonSets::new)),
                Tuple.of(
                        5,
                        Combinators.combine(contact, status, reactivation, cause, Arbitraries.of(false, false, true))
                                .as(Command.WorkflowSets::new)),
                Tuple.of(
                        1,
                        Combinators.combine(contact, Arbitraries.integers().between(0, 3))
                                .as(Command.DeleteInstance::new)),
                Tuple.of(1, contact.map(Command.DeleteAllInstances::new)),
                Tuple.of(1, contact.map(Command.Forget::new)),
                Tuple.of(1, Arbitraries.of(new Command.Join("ben", "anna"), new Command.Join("anna", "ben"))),
                Tuple.of(3, Arbitraries.just(new Command.RunDueJobs())),
                Tuple.of(
                        1,
                        Combinators.combine(
                                        Arbitraries.frequency(
                                                Tuple.of(5, BotMode.AUTO_PILOT),
                                                Tuple.of(1, BotMode.OFF),
                                                Tuple.of(1, BotMode.SUGGESTIVE)),
                                        Arbitraries.integers().between(1, 4),
                                        Arbitraries.of(Duration.ofHours(1), Duration.ofHours(2)))
                                .as(Command.ChangeSettings::new)),
                Tuple.of(4, time.map(Command.PassTime::new)),
                Tuple.of(4, Arbitraries.of(Duration.ZERO, Duration.ofMillis(1)).map(Command.PassTimeToDeadline::new)));
        return command.list().ofMinSize(1).ofMaxSize(60).withSizeDistribution(RandomDistribution.uniform());
    }
}
