/** Reply permits and the message limit: the bot's question "may I send this reply now?", answered and counted at once. */
@NullMarked
package io.botstatus.reply;

import org.jspecify.annotations.NullMarked;
