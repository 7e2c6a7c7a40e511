package io.botstatus.engine.group;

import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The state of a caller's thread: the engine's authentication, and the fields of its log lines.
 *
 * @param authentication null if the engine knows no caller
 * @param logFields null if there are none
 */
record Caller(
        @Nullable Authentication authentication, @Nullable Map<String, String> logFields) {

    static Caller ofThisThread(IdentityService identities) {
        return new Caller(identities.getCurrentAuthentication(), MDC.getCopyOfContextMap());
    }

    /** Lets this thread work for the caller. */
    void takeOver(IdentityService identities) {
        if (authentication == null) {
            identities.clearAuthentication();
        } else {
            identities.setAuthentication(authentication);
        }
        if (logFields == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(logFields);
        }
    }
}
