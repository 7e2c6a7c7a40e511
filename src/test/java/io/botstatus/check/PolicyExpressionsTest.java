package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The expressions of a builder's own pause policy. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyExpressionsTest extends CheckScenario {

    private static final String DECISION = "decision 'bot-pause-policy' (Own), ";
    private static final String EACH = "Allowed: any attribute of the trigger, or a variable of each: cause, channel,"
            + " sentBy, sentAt, messageId, contactId, evidence, messageLimit, messageLimitWindow, windowEndsAt.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sms                         | FEEL, in which each quote is closed.",
                "\"sms\", \"email              | FEEL, in which each quote is closed.",
                "= \"sms\"                     | FEEL, which this is not from line 1, column 1, on: \"= \\\"sms\\\"\".",
                "\"sms\" \"email\"             | FEEL, which this is not from line 1, column 7, on: \"\\\"email\\\"\".",
                "\"Saturday\" or \"Sunday\"    | conditions beside 'and' and 'or'; for one of several values a comma, as in \"Saturday\", \"Sunday\".",
                "email                         | \"email\" in quotes for a text, or ? = email for a variable.",
                "\"sms\", email                | \"email\" in quotes for a text, or ? = email for a variable.",
                "not(email)                    | \"email\" in quotes for a text, or ? = email for a variable.",
                "dayofweek(now())              | functions that FEEL has, and 'dayofweek' is none. Did you mean 'day of week'?",
                "? = upperCase(\"x\")          | functions that FEEL has, and 'upperCase' is none. Did you mean 'upper case'?",
                "? = shout(\"x\")              | functions that FEEL has, and 'shout' is none.",
            })
    void areRefusedInATestThatNeverMatches(String test, String allowed) {
        assertThat(againstTable("channel", test, "\"none\""))
                .containsExactly(
                        "%sinputEntry 'test': test of channel is '%s'. Allowed: %s".formatted(DECISION, test, allowed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "channel +             | FEEL, which this is not from line 1, column 9, on: \"+\".",
                "dayofweek(now())      | functions that FEEL has, and 'dayofweek' is none. Did you mean 'day of week'?",
                "\"a\" and channel     | conditions beside 'and' and 'or'.",
            })
    void areRefusedAsInput(String input, String allowed) {
        assertThat(againstTable(input, "", "\"none\""))
                .containsExactly("%sinputExpression 'expression': input is '%s'. Allowed: %s"
                        .formatted(DECISION, input, allowed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"snoozed         | FEEL, in which each quote is closed.",
                "inactive          | \"inactive\" in quotes for a text, or string(inactive) for a variable.",
                "snozed            | \"snozed\" in quotes for a text, or string(snozed) for a variable.",
                "if vip then       | FEEL, which this is not from line 1, column 4, on: \"vip then\".",
                "pick(cause)       | functions that FEEL has, and 'pick' is none.",
            })
    void areRefusedInAnAnswer(String answer, String allowed) {
        assertThat(againstTable("cause", "", answer))
                .containsExactly(
                        "%soutputEntry 'answer': pauseAs is '%s'. Allowed: %s".formatted(DECISION, answer, allowed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "\"sms\", \"email\"",
                "not(\"sms\")",
                "? = owner",
                "> limit",
                "contains(?, \"x\")",
                "cellInput = \"sms\"",
                "sentBy",
                "segment",
                "vip = true or urgent = true",
                "some tag in tags satisfies tag = \"vip\"",
                "orders[total > 5][1] = ?",
                "day of week(now()) = \"Sunday\"",
                "null"
            })
    void areLeftAloneInATestThatMayMatch(String test) {
        assertThat(againstTable("segment", test, "\"none\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segment",
                "order.total",
                "day of week(now())",
                "if vip then 1 else 2",
                "for x in tags return upper case(x)",
                "{double: function(x) 2 * x, y: double(3)}.y"
            })
    void areLeftAloneAsInput(String input) {
        assertThat(againstTable(input, "", "\"none\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"how", "string(inactive)", "if vip then \"none\" else \"inactive\"", "cause"})
    void areLeftAloneInAnAnswerThatATriggerMayCarry(String answer) {
        assertThat(againstTable("cause", "", answer)).isEmpty();
    }

    @Test
    void ofJuelAreParsedToo() {
        assertThat(againstJuel("${channel == 'sms'", "${cause == 'x'}", "none"))
                .singleElement()
                .asString()
                .contains("inputExpression 'expression': input is '${channel == 'sms''. Allowed: JUEL; ");
        assertThat(againstJuel("${channel}", "${shout(channel)}", "none"))
                .singleElement()
                .asString()
                .contains("inputEntry 'test': test of ${channel} is '${shout(channel)}'. Allowed: JUEL; ", "shout");
        assertThat(againstJuel("${channel}", "email", "none"))
                .containsExactly(DECISION + "inputEntry 'test': test of ${channel} is 'email'. Allowed: a condition in"
                        + " JUEL, as ${channel == 'sms'}.");
        assertThat(againstJuel("${channel}", "${channel == 'sms'}", "${empty segment ? 'none' : 'inactive'}"))
                .isEmpty();
    }

    @Test
    void thatLookLikeASlipAreWarnedOf(CapturedOutput log) {
        assertThat(againstTable("chanel", "", "\"none\"")).isEmpty();
        assertThat(againstJuel("${chanel == 'sms'}", "", "none")).isEmpty();

        assertThat(log)
                .contains("inputExpression 'expression': input is 'chanel'. " + EACH + " Did you mean 'channel'?")
                .contains("input is '${chanel == 'sms'}'. " + EACH + " Did you mean 'channel'?");
    }

    @Test
    void thatOnlySomeTriggersGiveAreToldInTheLog(CapturedOutput log) {
        againstTable("segment", "", "\"none\"");
        againstTable("channel", "", "\"none\"");

        assertThat(log)
                .contains("input is 'segment', which is null unless the trigger carries an attribute of this name.")
                .doesNotContain("input is 'channel'");
    }

    @Test
    void mayNameAnotherDecisionOfTheFile() {
        assertThat(againstFile("own.dmn", definitions("""
                        %s
                        <decision id="shift" name="Shift" camunda:historyTimeToLive="P1D"><variable id="v" name="shift"/>
                        <literalExpression id="e"><text>"night"</text></literalExpression></decision>""".formatted(table("", "cause", "shift", "\"none\"")))))
                .isEmpty();
    }

    private List<String> againstTable(String input, String test, String answer) {
        return againstFile("own.dmn", definitions(table("", input, test, answer)));
    }

    private List<String> againstJuel(String input, String test, String answer) {
        return againstFile("own.dmn", definitions(table(" expressionLanguage=\"juel\"", input, test, answer)));
    }

    private static String definitions(String decisions) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="own" name="own" namespace="own"
                  xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                %s
                </definitions>""".formatted(decisions);
    }

    private static String table(String language, String input, String test, String answer) {
        return """
                <decision id="bot-pause-policy" name="Own" camunda:historyTimeToLive="P1D">
                <decisionTable id="table" hitPolicy="FIRST">
                <input id="input"><inputExpression id="expression"%1$s><text>%2$s</text></inputExpression></input>
                <output id="output" name="pauseAs"/>
                <rule id="rule"><inputEntry id="test"%1$s><text>%3$s</text></inputEntry>
                <outputEntry id="answer"%1$s><text>%4$s</text></outputEntry></rule></decisionTable></decision>""".formatted(language, escaped(input), escaped(test), escaped(answer));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
