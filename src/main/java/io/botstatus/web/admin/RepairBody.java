package io.botstatus.web.admin;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.repair.Inconsistency;
import io.botstatus.web.Body;
import io.botstatus.web.TrueOrFalse;
import io.botstatus.web.WholeNumber;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for repairs.
 *
 * @param dryRun false: repair; true: only report
 * @param kinds the kinds to repair; all if left out
 * @param limit how many of each kind are repaired at most
 */
record RepairBody(
        @JsonDeserialize(using = TrueOrFalse.class) @Nullable
        Boolean dryRun,

        @Nullable List<@Nullable String> kinds,

        @JsonDeserialize(using = WholeNumber.class) @Nullable
        Long limit)
        implements Body {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;

    static final RepairBody EMPTY = new RepairBody(null, null, null);

    boolean isDryRun() {
        return !Boolean.FALSE.equals(dryRun);
    }

    Set<Inconsistency.Kind> wanted() {
        if (kinds == null) {
            return EnumSet.allOf(Inconsistency.Kind.class);
        }
        int most = Inconsistency.Kind.values().length;
        if (kinds.size() > most) {
            throw new InvalidValueException("kinds", kinds.size() + " kinds", "each kind once, so at most " + most);
        }
        Set<Inconsistency.Kind> wanted = EnumSet.noneOf(Inconsistency.Kind.class);
        kinds.forEach(kind -> wanted.add(LowerCaseEnum.of(Inconsistency.Kind.class, "kinds", kind)));
        return wanted;
    }

    int most() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValueException("limit", limit, "a whole number from 1 to " + MAX_LIMIT);
        }
        return limit.intValue();
    }
}
