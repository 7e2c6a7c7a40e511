/**
 * The common parts of the HTTP API's calls: bodies, pages of lists, the caller's name, errors as problem details.
 *
 * <p>Knows the features whose refusals it answers; no other package of {@code web}. Begin at {@link io.botstatus.web.Problems}.
 */
@NullMarked
package io.botstatus.web;

import org.jspecify.annotations.NullMarked;
