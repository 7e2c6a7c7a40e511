/**
 * Camunda on the server: REST API, web apps, users and groups, job acquisition.
 *
 * <p>Knows {@code server.security.login} for the caller, and {@code server.postgres}. Begin at
 * {@link io.botstatus.server.camunda.EngineRest}.
 */
@NullMarked
package io.botstatus.server.camunda;

import org.jspecify.annotations.NullMarked;
