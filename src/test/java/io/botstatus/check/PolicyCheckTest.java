package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A builder's own version of the pause policy. */
class PolicyCheckTest extends CheckScenario {

    private static final String DECISION = "decision 'bot-pause-policy' (Own)";
    private static final String OUTPUTS = "Allowed: pauseAs, reactivateAfter, reactivateAt, extend, atMost, reason.";

    @Test
    void mustBeATable() {
        assertThat(againstDmn("""
                        <decision id="bot-pause-policy" name="Own" camunda:historyTimeToLive="P1D">
                        <variable id="v" name="pauseAs"/><literalExpression id="e"><text>"none"</text></literalExpression>
                        </decision>"""))
                .containsExactly(
                        DECISION + ": decisionTable is missing. Allowed: a decision table with the outputs pauseAs,"
                                + " reactivateAfter, reactivateAt, extend, atMost, reason.");
    }

    @Test
    void mustSayHowToPause() {
        assertThat(againstTable("FIRST", "reason string", "\"because\""))
                .containsExactly(
                        DECISION
                                + ", decisionTable 'table': output pauseAs is missing. Allowed: one that says snoozed, inactive or none.");
    }

    @ParameterizedTest
    @CsvSource({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})
    void mustAnswerOnce(String hitPolicy) {
        assertThat(againstTable(hitPolicy, "pauseAs string", "\"none\""))
                .containsExactly(DECISION + ", decisionTable 'table': hitPolicy is '" + hitPolicy
                        + "'. Allowed: FIRST, UNIQUE or ANY, since one rule has to decide.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pauseAs         | boolean  | string, or none",
                "reactivateAfter | date     | string, dayTimeDuration, days and time duration, or none",
                "reactivateAfter | integer  | string, dayTimeDuration, days and time duration, or none",
                "atMost          | double   | string, dayTimeDuration, days and time duration, or none",
                "reactivateAt    | long     | string, date, dateTime, date and time, or none",
                "extend          | string   | boolean, or none",
                "reason          | integer  | string, or none"
            })
    void mustHaveOutputsOfTheirTypes(String output, String type, String allowed) {
        assertThat(againstTable("FIRST", "pauseAs", "\"none\"", output + " " + type, ""))
                .contains(DECISION
                        + ", output 'output_%1$s': typeRef of %1$s is '%2$s'. Allowed: %3$s."
                                .formatted(output, type, allowed));
    }

    @Test
    void isToldAnOutputThatNobodyReads() {
        assertThat(againstTable(
                        "FIRST",
                        "pauseAs string",
                        "\"none\"",
                        "reactivateafter string",
                        "",
                        "extent boolean",
                        "",
                        "note",
                        ""))
                .containsExactly(
                        DECISION + ", output 'output_reactivateafter': output is 'reactivateafter'. " + OUTPUTS
                                + " Did you mean 'reactivateAfter'?",
                        DECISION + ", output 'output_extent': output is 'extent'. " + OUTPUTS
                                + " Did you mean 'extend'?");
    }

    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                wrong(
                        "pauseAs",
                        "pauseAs is 'snozed'. Allowed: snoozed, inactive or none. Did you mean 'snoozed'?",
                        "pauseAs",
                        "\"snozed\""),
                wrong(
                        "pauseAs",
                        "pauseAs is 'active'. Allowed: snoozed, inactive or none.",
                        "pauseAs string",
                        "\"active\""),
                wrong("pauseAs", "pauseAs is '7'. Allowed: snoozed, inactive or none.", "pauseAs", "7"),
                wrong("pauseAs", "pauseAs is missing. Allowed: snoozed, inactive or none.", "pauseAs string", ""),
                wrong(
                        "reactivateAfter",
                        "reactivateAfter is 'tomorrow'. " + DelegateTasksTest.A_DURATION,
                        "pauseAs",
                        "\"snoozed\"",
                        "reactivateAfter string",
                        "\"tomorrow\""),
                wrong(
                        "atMost",
                        "atMost is 'P30Y'. " + DelegateTasksTest.A_DURATION,
                        "pauseAs",
                        "if vip then \"snoozed\" else \"inactive\"",
                        "atMost string",
                        "\"P30Y\""),
                wrong(
                        "reactivateAt",
                        "reactivateAt is 'noon'. Allowed: an ISO 8601 instant with offset from 1970 to 9999, such as"
                                + " 2030-01-31T09:00:00Z or 2030-01-31T10:00:00+01:00[Europe/Berlin].",
                        "pauseAs",
                        "\"inactive\"",
                        "reactivateAt",
                        "\"noon\""),
                wrong(
                        "reactivateAt",
                        "reactivateAt is '2030-01-31T09:00:00Z'. Allowed: date and time(\"...\") in an output of the type date,"
                                + " since it takes a text without its offset; or the type string.",
                        "pauseAs",
                        "\"inactive\"",
                        "reactivateAt date",
                        "\"2030-01-31T09:00:00Z\""),
                wrong(
                        "reactivateAt",
                        "reactivateAt is '2030-01-31T09:00:00Z'. Allowed: either reactivateAfter or reactivateAt, not both.",
                        "pauseAs",
                        "\"inactive\"",
                        "reactivateAfter",
                        "\"PT1H\"",
                        "reactivateAt",
                        "\"2030-01-31T09:00:00Z\""),
                wrong(
                        "extend",
                        "extend is 'often'. Allowed: true or false.",
                        "pauseAs",
                        "\"inactive\"",
                        "extend boolean",
                        "\"often\""),
                wrong(
                        "reason",
                        "reason is '7'. Allowed: a text of at most 500 characters without control characters.",
                        "pauseAs",
                        "\"none\"",
                        "reason",
                        "7"),
                wrong("", DelegateTasksTest.NO_END, "pauseAs", "\"snoozed\""),
                wrong(
                        "reactivateAfter",
                        DelegateTasksTest.NO_END,
                        "pauseAs",
                        "\"snoozed\"",
                        "reactivateAfter string",
                        "",
                        "reactivateAt",
                        "",
                        "atMost string",
                        ""));
    }

    private static Arguments wrong(String cell, String message, String... outputs) {
        return Arguments.of(cell, message, outputs);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongAnswers")
    void isToldAnAnswerThatCanNotBe(String cell, String message, String[] outputs) {
        assertThat(againstTable("UNIQUE", outputs))
                .containsExactly(DECISION
                        + (cell.isEmpty() ? ", rule 'rule': " : ", outputEntry 'cell_" + cell + "': ")
                        + message);
    }

    static Stream<Arguments> rights() {
        return Stream.of(
                right("pauseAs", "\"snoozed\"", "reactivateAfter", "\"PT1H\""),
                right("pauseAs string", "\"snoozed\"", "atMost string", "\"PT1H\""),
                right("pauseAs string", "\"snoozed\"", "reactivateAfter dayTimeDuration", "duration(\"PT1H\")"),
                right("pauseAs Any", "\"snoozed\"", "reactivateAt dateTime", "date and time(\"2030-01-31T09:00:00Z\")"),
                right("pauseAs string", "\"snoozed\"", "reactivateAt date", "date and time(\"2030-01-31T09:00:00Z\")"),
                right("pauseAs string", "\"snoozed\"", "reactivateAt string", "windowEndsAt"),
                right("pauseAs string", "if vip then \"none\" else \"inactive\"", "extend boolean", "\"true\""),
                right("pauseAs string", "\"none\"", "reactivateAfter string", "\"never read\"", "reason string", "7"),
                right(
                        "pauseAs string",
                        "\"inactive\"",
                        "reason string",
                        "\"They said \\\"stop\\\"\"",
                        "somethingElse long",
                        "5"));
    }

    private static Arguments right(String... outputs) {
        return Arguments.of((Object) outputs);
    }

    @ParameterizedTest
    @MethodSource("rights")
    void isLeftAloneIfItMayWork(String[] outputs) {
        assertThat(againstTable("ANY", outputs)).isEmpty();
    }

    @Test
    void isLeftToRunTimeInAnotherLanguageThanFeel() {
        assertThat(againstDmn(table("FIRST", "pauseAs", "\"snozed\"")
                        .replace("<outputEntry", "<outputEntry expressionLanguage=\"groovy\"")))
                .isEmpty();
    }

    @Test
    void isTheOnlyDecisionThatIsLookedAt() {
        assertThat(againstDmn(table("COLLECT", "pauseAs", "\"snozed\"").replace("bot-pause-policy", "pause-policy")))
                .isEmpty();
    }

    private List<String> againstTable(String hitPolicy, String... outputs) {
        return againstDmn(table(hitPolicy, outputs));
    }

    private List<String> againstDmn(String decision) {
        return againstFile("own.dmn", """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="own" name="own" namespace="own"
                  xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                %s
                </definitions>""".formatted(decision));
    }

    /** A table of one rule; outputs in pairs of name, perhaps with a type behind it, and cell. */
    private static String table(String hitPolicy, String... outputs) {
        StringBuilder columns = new StringBuilder();
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < outputs.length; i += 2) {
            String[] nameAndType = outputs[i].split(" ", 2);
            columns.append("<output id=\"output_%1$s\" name=\"%1$s\"%2$s/>%n"
                    .formatted(nameAndType[0], nameAndType.length == 1 ? "" : " typeRef=\"" + nameAndType[1] + "\""));
            cells.append("<outputEntry id=\"cell_%s\"><text>%s</text></outputEntry>%n"
                    .formatted(nameAndType[0], outputs[i + 1]));
        }
        return """
                <decision id="bot-pause-policy" name="Own" camunda:historyTimeToLive="P1D">
                <decisionTable id="table" hitPolicy="%s">
                <input id="input"><inputExpression id="expression"><text>cause</text></inputExpression></input>
                %s<rule id="rule"><inputEntry id="any"><text></text></inputEntry>
                %s</rule></decisionTable></decision>""".formatted(hitPolicy, columns, cells);
    }
}
