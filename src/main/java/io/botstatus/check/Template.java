package io.botstatus.check;

import io.botstatus.pause.BotPause;
import java.util.List;
import java.util.Optional;

/**
 * An element template of the plugin's, as its file in {@code bpmn/.camunda/element-templates} has it.
 *
 * @param version the newest that this plugin knows
 * @param field the attribute of an element that names its implementation
 * @param implementation what the template writes there
 */
record Template(String id, int version, String field, String implementation) {

    static final String PREFIX = "io.botstatus.";

    static final List<Template> KNOWN = List.of(
            task("set-contact-bot-status", Delegates.SET_STATUS),
            task("check-contact-bot", Delegates.CHECK),
            task("request-bot-reply", Delegates.REQUEST_REPLY),
            call("pause-and-wait"),
            call("wait-until-active"));

    static Optional<Template> of(String id) {
        return KNOWN.stream().filter(template -> template.id.equals(id)).findAny();
    }

    private static Template task(String name, String delegate) {
        return new Template(PREFIX + name, 1, "delegateExpression", "${" + delegate + "}");
    }

    private static Template call(String name) {
        return new Template(PREFIX + name, 1, "calledElement", BotPause.PAUSE_AND_WAIT);
    }

    /** Whether an element with this in its field does what the template says. */
    boolean isImplementedBy(String value) {
        var bean = Delegates.bean(value);
        return value.equals(implementation) || (bean.isPresent() && bean.equals(Delegates.bean(implementation)));
    }
}
