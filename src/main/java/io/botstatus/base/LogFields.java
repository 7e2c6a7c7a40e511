package io.botstatus.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the lines of the log tell beside their text. The engine adds the process instance at work by itself. */
public final class LogFields {

    public static final String CONTACT_ID = "contactId";

    private LogFields() {}

    /** Does something for the contact of this id; afterwards the field is as it was. */
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
