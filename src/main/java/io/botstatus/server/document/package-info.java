/**
 * Publishes the documents of the API. The OpenAPI document describes the calls, the AsyncAPI document describes the events, and a
 * page shows the calls to people.
 *
 * <p>Knows no other package. Begin at {@link io.botstatus.server.document.DocumentController}.
 */
@NullMarked
package io.botstatus.server.document;

import org.jspecify.annotations.NullMarked;
