package io.botstatus.web.contact;

import io.botstatus.web.Body;
import org.jspecify.annotations.Nullable;

/** As what a granted reply was sent. */
record SentReplyBody(@Nullable String messageId) implements Body {}
