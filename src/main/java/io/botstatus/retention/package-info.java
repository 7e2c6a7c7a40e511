/**
 * Deletes old rows, and all data of a contact that is to be forgotten.
 *
 * <p>Knows {@code pause} and what is below it. A feature with rows of its own about contacts is a
 * {@link io.botstatus.status.ContactData}. Begin at {@link io.botstatus.retention.Retention}.
 */
@NullMarked
package io.botstatus.retention;

import org.jspecify.annotations.NullMarked;
