package io.botstatus.server.security.http;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Accepts contact ids with percent-encoded characters in a path: {@code a/b}, {@code 50%}, {@code a;b}, {@code a\b}.
 *
 * <p>Spring Security refuses such paths. Its rules and the code behind them might read the path differently, and a rule for one
 * path would then guard another. Here this is safe: the rules read a path as the controllers do, a path without a rule is the
 * admin's, the few public paths allow no encoding, and {@link PathGuard} refuses segments that could lead out of them and other
 * spellings of protected paths. Control characters pass too, so that the application can say which id is wrong and why.
 */
public final class ContactIdFirewall extends StrictHttpFirewall {

    public ContactIdFirewall() {
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
}
