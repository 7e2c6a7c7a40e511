package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Elements that carry an element template. */
class TemplateUsesTest extends CheckScenario {

    @Test
    void ofAnUnknownIdAreToldTheNearest() {
        assertThat(against(task(
                        "io.botstatus.check-contact-bots", "1", "camunda:delegateExpression=\"${checkContactBot}\"")))
                .containsExactly("serviceTask 'task': modelerTemplate is 'io.botstatus.check-contact-bots'. Allowed:"
                        + " io.botstatus.set-contact-bot-status, io.botstatus.check-contact-bot, io.botstatus.request-bot-reply,"
                        + " io.botstatus.pause-and-wait, io.botstatus.wait-until-active. Did you mean"
                        + " 'io.botstatus.check-contact-bot'?");
    }

    @Test
    void ofANewerVersionAreToldThatThePluginIsOlder() {
        assertThat(against(task(
                        "io.botstatus.check-contact-bot", "2", "camunda:delegateExpression=\"${checkContactBot}\"")))
                .containsExactly(
                        "serviceTask 'task': modelerTemplateVersion of io.botstatus.check-contact-bot is '2'. Allowed: 1 to"
                                + " 1, which this version of the plugin knows.");
    }

    @Test
    void thatDoSomethingElseAreToldWhatTheTemplateSays() {
        assertThat(against(task(
                        "io.botstatus.check-contact-bot", "1", "camunda:delegateExpression=\"${requestBotReply}\"")))
                .containsExactly(
                        "serviceTask 'task': delegateExpression is '${requestBotReply}'. Allowed: ${checkContactBot},"
                                + " since the element carries the template io.botstatus.check-contact-bot.");
        assertThat(against(task("io.botstatus.request-bot-reply", "1", "camunda:class=\"com.example.Other\"")))
                .containsExactly(
                        "serviceTask 'task': delegateExpression is missing. Allowed: ${requestBotReply}, since the element"
                                + " carries the template io.botstatus.request-bot-reply.");
        assertThat(against("""
                        <bpmn:callActivity id="call" calledElement="bot-pauses" camunda:modelerTemplate="io.botstatus.pause-and-wait"/>"""))
                .containsExactly(
                        "callActivity 'call': calledElement is 'bot-pauses'. Allowed: bot-pause-and-wait, since the element"
                                + " carries the template io.botstatus.pause-and-wait.");
    }

    @Test
    void thatDoWhatItSaysAreLeftAlone() {
        assertThat(
                        against(
                                task(
                                        "io.botstatus.check-contact-bot",
                                        "1",
                                        "camunda:delegateExpression=\"#{ checkContactBot }\""),
                                "<bpmn:task id=\"other\" camunda:modelerTemplate=\"com.example.mail\" camunda:modelerTemplateVersion=\"7\"/>"))
                .isEmpty();
    }

    private static String task(String template, String version, String attributes) {
        return "<bpmn:serviceTask id=\"task\" camunda:modelerTemplate=\"%s\" camunda:modelerTemplateVersion=\"%s\" %s/>"
                .formatted(template, version, attributes);
    }
}
