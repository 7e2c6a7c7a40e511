package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.BotPause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks call activities of {@code bot-pause} or {@code bot-pause-and-wait}: the literal values that they hand over. */
final class PauseCalls implements BpmnCheck {

    private static final Set<String> CALLED = Set.of(BotPause.PROCESS, BotPause.PAUSE_AND_WAIT);
    private static final List<String> ONLY_WITH_STATUS = List.of(StatusInputs.AFTER, StatusInputs.AT);

    @Override
    public void look(ModelElement node, Findings findings) {
        String called = node.is("callActivity") ? node.attribute("calledElement") : null;
        if (called != null && CALLED.contains(called)) {
            Inputs inputs = Inputs.ofCall(node);
            inputs.check("variable for " + called, StatusInputs.NAMES, findings);
            Inputs.ofParameters(node).check("input parameter", StatusInputs.NAMES, findings);
            check(inputs, called.equals(BotPause.PROCESS), handsOverMore(node), findings);
        }
    }

    private static void check(Inputs inputs, boolean needsStatus, boolean handsOverMore, Findings findings) {
        ModelElement call = inputs.activity();
        boolean hasStatus = inputs.has(StatusInputs.STATUS);
        new StatusInputs(inputs, findings).check(needsStatus && !handsOverMore);
        if (handsOverMore) {
            return;
        }
        if (!hasStatus && !needsStatus) {
            Optional<String> alone =
                    ONLY_WITH_STATUS.stream().filter(inputs::has).findFirst();
            alone.ifPresent(name -> findings.add(
                    call,
                    StatusInputs.STATUS,
                    null,
                    "snoozed or inactive with a " + name + "; a call without status pauses nothing and only waits"));
        }
        boolean hasKey = call.extensions("in").anyMatch(in -> in.attribute("businessKey") != null);
        if (!hasKey && !inputs.has(Inputs.CONTACT_ID)) {
            findings.add(
                    call,
                    Inputs.CONTACT_ID,
                    null,
                    "the contact as business key (camunda:in businessKey) or as variable (camunda:in with the target"
                            + " contactId)");
        }
    }

    /** Whether only run time can tell all variables that the called process gets. */
    private static boolean handsOverMore(ModelElement node) {
        return node.extensions("in").anyMatch(in -> "all".equals(in.attribute("variables")))
                || node.camunda("variableMappingClass") != null
                || node.camunda("variableMappingDelegateExpression") != null;
    }
}
