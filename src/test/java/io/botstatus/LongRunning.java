package io.botstatus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that {@code mvn verify} leaves out and {@code mvn -Plong verify} runs. It belongs here if it takes more than five seconds for
 * a promise that a quicker test holds as well: rolling restarts, faults at random, big crowds, each further state of a page.
 * CONTRIBUTING.md names the quicker one.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@net.jqwik.api.Tag("long")
public @interface LongRunning {}
