package io.botstatus.process;

import io.botstatus.status.ContactId;
import io.botstatus.status.InvalidValueException;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Whom a process instance is about. */
final class Contacts {

    private Contacts() {}

    /** The business key, or the variable contactId, which then becomes the business key. */
    static ContactId of(DelegateExecution execution) {
        Object variable = execution.getVariable(BotVariables.CONTACT_ID);
        String key = execution.getProcessBusinessKey();
        if (variable == null) {
            return ContactId.of(key);
        }
        ContactId contact = ContactId.of(variable instanceof Number number ? number.toString() : variable);
        if (key == null) {
            execution.setProcessBusinessKey(contact.value());
        } else if (!key.equals(contact.value())) {
            throw new InvalidValueException(
                    BotVariables.CONTACT_ID,
                    contact,
                    "the same as the business key, which is '" + key + "', or only one of them");
        }
        return contact;
    }
}
