/**
 * Permits for the bot's replies, with the message limit, and the bot's own messages when they come back from a platform.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.reply.ReplyPermits}.
 */
@NullMarked
package io.botstatus.reply;

import org.jspecify.annotations.NullMarked;
