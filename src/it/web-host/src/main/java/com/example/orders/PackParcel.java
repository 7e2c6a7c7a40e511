package com.example.orders;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The one delegate of this application. */
@Component
class PackParcel implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable("packed", true);
    }
}
