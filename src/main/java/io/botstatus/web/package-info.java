/**
 * What all calls of the HTTP API have in common: bodies, pages of lists, who calls, errors as problem details.
 *
 * <p>Knows the features whose refusals it answers; no other room of {@code web}. Begin at {@link io.botstatus.web.Problems}.
 */
@NullMarked
package io.botstatus.web;

import org.jspecify.annotations.NullMarked;
