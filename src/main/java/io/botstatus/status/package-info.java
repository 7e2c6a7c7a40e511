/**
 * What a contact's bot status is: holds, deadlines, events and the SQL that keeps them right.
 *
 * <p>The lowest room of the house: it knows PostgreSQL and time, and no process engine.
 */
@NullMarked
package io.botstatus.status;

import org.jspecify.annotations.NullMarked;
