package io.botstatus.running;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** A class of the suite that shares one server: its constructor gets the {@link RunningServer}. What a test deploys goes with it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedServer.class)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the commands of the docs are written for bash")
@interface OnRunningServer {}
