/**
 * Posts status changes to addresses outside, by the process {@code notify-webhook}.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.notify.Notifications}.
 */
@NullMarked
package io.botstatus.notify;

import org.jspecify.annotations.NullMarked;
