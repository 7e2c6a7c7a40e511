package io.botstatus.provider;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that WhatsApp writes in two ways. In three countries a mobile number has a digit more, and deliveries have it in some
 * fields and leave it out in others. Canonical is the longer form, which incoming messages have.
 */
final class PhoneNumbers {

    /** In Brazil, fixed lines begin with 2 to 5 and have no such digit. */
    private static final List<Form> FORMS = List.of(
            new Form("(55\\d\\d)", "([016-9]\\d{7})", "9"),
            new Form("(54)", "([1-8]\\d{9})", "9"),
            new Form("(52)", "([2-9]\\d{9})", "1"));

    private PhoneNumbers() {}

    /** The other form of a canonical number, which some fields and callers use; null if it has none. */
    static @Nullable String shorter(String canonical) {
        for (Form form : FORMS) {
            Matcher longer = form.longer.matcher(canonical);
            if (longer.matches()) {
                return longer.group(1) + longer.group(2);
            }
        }
        return null;
    }

    /** The canonical form of a number without plus, spaces and suffix; any other id as it is. */
    static String canonical(String number) {
        for (Form form : FORMS) {
            Matcher shorter = form.shorter.matcher(number);
            if (shorter.matches()) {
                return shorter.group(1) + form.digit + shorter.group(2);
            }
        }
        return number;
    }

    /** Both forms of a number, and the digit that the shorter one leaves out. */
    private record Form(Pattern shorter, Pattern longer, String digit) {
        Form(String prefix, String rest, String digit) {
            this(Pattern.compile(prefix + rest), Pattern.compile(prefix + digit + rest), digit);
        }
    }
}
