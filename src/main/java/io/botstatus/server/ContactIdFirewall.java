package io.botstatus.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Lets contact ids through that stand percent-encoded in a path: {@code a/b}, {@code 50%}, {@code a;b}, {@code a\b}.
 *
 * <p>Spring Security refuses such paths because its rules and the code behind them might read the path differently, and
 * a rule for one path would then guard another. Here one rule guards everything ("logged in"), the few public paths are
 * matched by their exact beginning, and a path with dot segments, the only way out of such a beginning, stays refused,
 * in every spelling. Control characters pass as well, so that the application can say which id is wrong and why.
 */
final class ContactIdFirewall extends StrictHttpFirewall {

    ContactIdFirewall() {
        setAllowUrlEncodedSlash(true);
        setAllowUrlEncodedDoubleSlash(true);
        setAllowSemicolon(true);
        setAllowUrlEncodedPercent(true);
        setAllowBackSlash(true);
        // Some clients encode every full stop of "a@b.net". Dot segments are looked for below.
        setAllowUrlEncodedPeriod(true);
        setAllowNull(true);
        setAllowUrlEncodedCarriageReturn(true);
        setAllowUrlEncodedLineFeed(true);
        setAllowUrlEncodedLineSeparator(true);
        setAllowUrlEncodedParagraphSeparator(true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        if (Arrays.stream(request.getRequestURI().split("/", -1)).anyMatch(ContactIdFirewall::isDots)) {
            throw new RequestRejectedException("The path contains '.' or '..' as a whole segment");
        }
        return super.getFirewalledRequest(request);
    }

    private static boolean isDots(String segment) {
        String name = segment.split(";", 2)[0].toLowerCase(Locale.ROOT).replace("%2e", ".");
        return name.equals(".") || name.equals("..");
    }
}
