/**
 * Permits for the bot's replies with the message limit, and recognition of the bot's own messages when a platform sends them back.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.reply.ReplyPermits}.
 */
@NullMarked
package io.botstatus.reply;

import org.jspecify.annotations.NullMarked;
