package io.botstatus.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The fields of a log line beside its text. The engine itself adds the running process instance. */
public final class LogFields {

    public static final String CONTACT_ID = "contactId";

    private LogFields() {}

    /** Runs the work with this contact's id as a log field. Afterwards the field is as it was. */
    public static <T extends @Nullable Object> T of(String contact, Supplier<T> work) {
        String before = MDC.get(CONTACT_ID);
        MDC.put(CONTACT_ID, contact);
        try {
            return work.get();
        } finally {
            if (before == null) {
                MDC.remove(CONTACT_ID);
            } else {
                MDC.put(CONTACT_ID, before);
            }
        }
    }
}
