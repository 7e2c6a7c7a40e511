package io.botstatus.running;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the file below {@code bpmn/} that a test drives on the running server. {@link EveryModelIsDrivenTest} holds that each has one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Drives {

    String value();
}
