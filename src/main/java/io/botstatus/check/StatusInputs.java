package io.botstatus.check;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.EngineClock;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks a model's request for a bot status. Every value goes through the rules of run time, first alone and then with those that
 * belong to it. A value that only run time can tell is neither missed nor judged.
 */
final class StatusInputs {

    static final String STATUS = "status";
    static final String AFTER = "reactivateAfter";
    static final String UNIT = "reactivateAfterUnit";
    static final String AT = "reactivateAt";

    static final List<String> NAMES =
            List.of(STATUS, AFTER, UNIT, AT, "reason", "cause", "override", "requestedBy", Inputs.CONTACT_ID);

    private static final List<String> AFTER_AND_UNIT = List.of(AFTER, UNIT);
    private static final List<String> BESIDE = List.of("reason", "cause", "override", "requestedBy");
    private static final List<String> TOGETHER = List.of(STATUS, AFTER, UNIT, AT);

    private final Inputs inputs;
    private final Findings findings;

    StatusInputs(Inputs inputs, Findings findings) {
        this.inputs = inputs;
        this.findings = findings;
    }

    /** @param needed whether there must be a status */
    void check(boolean needed) {
        boolean statusIsFine = isStatusFine(needed);
        boolean afterIsFine = isAfterFine();
        boolean atIsFine = isAccepted(inputs.literals(List.of(AT)));
        BESIDE.forEach(name -> isAccepted(inputs.literals(List.of(name))));
        together(statusIsFine, afterIsFine, atIsFine);
    }

    private boolean isStatusFine(boolean needed) {
        Object literal = inputs.literals(List.of(STATUS)).get(STATUS);
        boolean open = inputs.has(STATUS) ? literal == null : !needed;
        return open || findings.check(at(STATUS), () -> BotStatus.of(STATUS, literal));
    }

    /** A number and its unit are one value. If one of them is unknown, a stand-in takes its place. */
    private boolean isAfterFine() {
        Map<String, Object> literals = inputs.literals(AFTER_AND_UNIT);
        if (inputs.isLeftToRunTime(UNIT)) {
            return true;
        }
        if (inputs.isLeftToRunTime(AFTER) && literals.containsKey(UNIT)) {
            literals.put(AFTER, "1");
        }
        return isAccepted(literals);
    }

    /**
     * Checks values that depend on each other. It leaves out those that are wrong already, and those that an unknown one may make
     * right.
     */
    private void together(boolean statusIsFine, boolean afterIsFine, boolean atIsFine) {
        Map<String, Object> literals = inputs.literals(TOGETHER);
        boolean afterIsOpen = inputs.isLeftToRunTime(AFTER) || (inputs.has(AFTER) && inputs.isLeftToRunTime(UNIT));
        if (afterIsOpen) {
            literals.keySet().removeAll(AFTER_AND_UNIT);
        } else if (!afterIsFine) {
            literals.remove(UNIT);
            literals.put(AFTER, "PT1H");
        }
        if (!atIsFine) {
            literals.remove(AT);
        }
        boolean mayEnd = afterIsOpen || !atIsFine || inputs.isLeftToRunTime(AT);
        if (!statusIsFine || (mayEnd && BotStatus.SNOOZED.word().equals(literals.get(STATUS)))) {
            literals.remove(STATUS);
        }
        isAccepted(literals);
    }

    /** Whether run time would accept such a request. An unknown status counts as the one that needs no other value. */
    private boolean isAccepted(Map<String, Object> literals) {
        Map<String, Object> request = new HashMap<>(literals);
        request.putIfAbsent(STATUS, BotStatus.INACTIVE.word());
        try {
            StatusRequest.read(request, null).mustEndAfter(EngineClock.now());
            return true;
        } catch (InvalidValueException e) {
            findings.add(at(e.field()), e);
            return false;
        }
    }

    private ModelElement at(String name) {
        return inputs.get(name).map(ModelValue::at).orElse(inputs.activity());
    }
}
