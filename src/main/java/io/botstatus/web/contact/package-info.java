/**
 * The calls about one contact, and the list of paused contacts.
 *
 * <p>Knows {@code web} and the features behind the calls. Begin at {@link io.botstatus.web.contact.ContactController}.
 */
@NullMarked
package io.botstatus.web.contact;

import org.jspecify.annotations.NullMarked;
