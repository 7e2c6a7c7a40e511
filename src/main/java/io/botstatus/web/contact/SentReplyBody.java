package io.botstatus.web.contact;

import io.botstatus.web.Body;
import org.jspecify.annotations.Nullable;

/** The message that carries a granted reply. */
record SentReplyBody(@Nullable String messageId) implements Body {}
