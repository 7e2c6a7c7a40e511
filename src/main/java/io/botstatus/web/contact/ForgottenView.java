package io.botstatus.web.contact;

import io.botstatus.retention.Forgotten;
import java.util.List;

/** The rest of a contact that was forgotten: process instances that go on and know it. */
record ForgottenView(List<Flow> running) {

    static ForgottenView of(Forgotten forgotten) {
        return new ForgottenView(forgotten.running().stream()
                .map(flow -> new Flow(flow.processInstanceId(), flow.processDefinitionKey()))
                .toList());
    }

    /** One such instance. */
    record Flow(String processInstanceId, String processDefinitionKey) {}
}
