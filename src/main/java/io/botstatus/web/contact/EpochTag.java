package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A contact's epoch as an entity tag: a change happens only if the epoch is still the one that was read. */
final class EpochTag {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(?<tag>\\d{1,18})\"|(?<bare>\\d{1,18})");

    private EpochTag() {}

    static String of(long epoch) {
        return "\"" + epoch + "\"";
    }

    /** The epoch that the caller expects; null for any. */
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.trim());
        if (!tag.matches()) {
            throw new InvalidValueException(
                    "If-Match", ifMatch, "the ETag of a status that was read, such as \"7\", or *");
        }
        return Long.valueOf(tag.group("tag") == null ? tag.group("bare") : tag.group("tag"));
    }
}
