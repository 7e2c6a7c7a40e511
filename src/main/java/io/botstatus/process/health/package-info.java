/** Tells by Spring Boot's health endpoint whether holds, history and process instances agree. */
@NullMarked
package io.botstatus.process.health;

import org.jspecify.annotations.NullMarked;
