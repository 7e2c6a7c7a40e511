package io.botstatus.server.security.http;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Accepts contact ids with percent-encoded characters in a path: {@code a/b}, {@code 50%}, {@code a;b}, {@code a\b}.
 *
 * <p>Spring Security refuses such paths. Its rules and the code behind them might read the path differently, and a rule for one
 * path would then guard another. Here this is safe: the rules read a path as the controllers do, a path without a rule is the
 * admin's, the few public paths allow no encoding, and {@link PathGuard} refuses segments that could lead out of them and other
 * spellings of protected paths. Control characters pass too, so that the application can say which id is wrong and why.
 *
 * <p>Names and values of headers have Spring Security's own rules. It checks them at each of the many times that a filter reads a
 * header, so text of plain ASCII, which all rules allow, is recognized without a regular expression.
 */
public final class ContactIdFirewall extends StrictHttpFirewall {

    /** From {@link StrictHttpFirewall}, which keeps them to itself. */
    private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    private static final Pattern VALUE = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

    public ContactIdFirewall() {
        setAllowedHeaderNames(plainOr(NAME));
        setAllowedHeaderValues(plainOr(VALUE));
        setAllowUrlEncodedSlash(true);
        setAllowUrlEncodedDoubleSlash(true);
        setAllowSemicolon(true);
        setAllowUrlEncodedPercent(true);
        setAllowBackSlash(true);
        // Some clients encode every full stop of "a@b.net".
        setAllowUrlEncodedPeriod(true);
        setAllowNull(true);
        setAllowUrlEncodedCarriageReturn(true);
        setAllowUrlEncodedLineFeed(true);
        setAllowUrlEncodedLineSeparator(true);
        setAllowUrlEncodedParagraphSeparator(true);
    }

    private static Predicate<String> plainOr(Pattern allowed) {
        return text -> isPlain(text) || allowed.matcher(text).matches();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
