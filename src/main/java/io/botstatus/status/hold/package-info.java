/**
 * Changes of a contact's bot status. Holds are placed, extended and ended under the contact's lock, and the contact's row and
 * history follow.
 *
 * <p>Knows {@code status} and what is below it; no engine, no feature. A feature that observes changes is a
 * {@link io.botstatus.status.hold.BotObserver}. Begin at {@link io.botstatus.status.hold.Holds}.
 */
@NullMarked
package io.botstatus.status.hold;

import org.jspecify.annotations.NullMarked;
