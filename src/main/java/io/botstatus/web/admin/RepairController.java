package io.botstatus.web.admin;

import io.botstatus.repair.Inconsistency;
import io.botstatus.repair.Repairs;
import io.botstatus.web.WebProperties;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Finds inconsistencies, and repairs them on request. */
@RestController
class RepairController {

    private static final int SAMPLE = 10;

    private final Repairs repairs;

    RepairController(Repairs repairs) {
        this.repairs = repairs;
    }

    @PostMapping(path = WebProperties.PATH + "/repairs", produces = MediaType.APPLICATION_JSON_VALUE)
    RepairView repair(@RequestBody(required = false) @Nullable RepairBody body, @Nullable Principal caller) {
        RepairBody asked = body == null ? RepairBody.EMPTY : body;
        Set<Inconsistency.Kind> wanted = asked.wanted();
        int most = asked.most();
        return asked.isDryRun()
                ? RepairView.of(repairs.preview(SAMPLE), wanted)
                : RepairView.of(repairs.mend(wanted, most, caller == null ? null : caller.getName()), wanted);
    }
}
