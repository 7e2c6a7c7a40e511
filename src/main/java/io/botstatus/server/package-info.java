/**
 * The runnable server around the plugin: main class, embedded PostgreSQL, login and the web apps' door.
 *
 * <p>A host application never sees this package; the plugin's jar leaves it out. Nothing here knows the plugin's own
 * packages: the server is a Camunda application on whose classpath the plugin happens to lie.
 */
@NullMarked
package io.botstatus.server;

import org.jspecify.annotations.NullMarked;
