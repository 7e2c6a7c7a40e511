package io.botstatus.server.security.http;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Lets contact ids through that stand percent-encoded in a path: {@code a/b}, {@code 50%}, {@code a;b}, {@code a\b}.
 *
 * <p>Spring Security refuses such paths because its rules and the code behind them might read the path differently, and
 * a rule for one path would then guard another. Here the rules read a path as the controllers do, what no rule names is the admin's, the
 * few public paths must be spelled without any encoding, and {@link PathGuard} refuses what could lead out of them and doors that are
 * spelled otherwise. Control characters pass as well, so that the application can say which id is wrong and why.
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
