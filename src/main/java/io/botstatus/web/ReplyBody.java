package io.botstatus.web;

import org.jspecify.annotations.Nullable;

/** The bot's question before a reply. */
record ReplyBody(@Nullable String replyId, @Nullable Long epoch) implements Body {}
