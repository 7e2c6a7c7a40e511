package io.botstatus.web.admin;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.engine.model.ModelOrigin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The version of a bundled process or decision that is in force, as JSON: {@code bundled}, or a builder's {@code own}. */
record ModelView(
        int version,
        String origin,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant deployedAt,
        String deploymentId,
        @Nullable String deployment) {

    static ModelView of(ModelOrigin origin) {
        return new ModelView(
                origin.version(),
                origin.bundled() ? "bundled" : "own",
                origin.deployedAt(),
                origin.deploymentId(),
                origin.deploymentName());
    }
}
