/** Tells addresses outside of every status change: {@code bpmn/notify-webhook.bpmn}, its queue and what it posts. */
@NullMarked
package io.botstatus.process.notify;

import org.jspecify.annotations.NullMarked;
