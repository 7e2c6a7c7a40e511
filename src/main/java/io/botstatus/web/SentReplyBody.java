package io.botstatus.web;

import org.jspecify.annotations.Nullable;

/** As what a granted reply was sent. */
record SentReplyBody(@Nullable String messageId) implements Body {}
