/**
 * The documents of the API: OpenAPI for those who call it, AsyncAPI for those whom it tells, and a page for people.
 *
 * <p>Knows no other package. Begin at {@link io.botstatus.server.document.DocumentController}.
 */
@NullMarked
package io.botstatus.server.document;

import org.jspecify.annotations.NullMarked;
