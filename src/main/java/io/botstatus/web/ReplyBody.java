package io.botstatus.web;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** The bot's question before a reply. */
record ReplyBody(
        @Nullable String replyId,

        @JsonDeserialize(using = WholeNumber.class) @Nullable
        Long epoch) implements Body {}
