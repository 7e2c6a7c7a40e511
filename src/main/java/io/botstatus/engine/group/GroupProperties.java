package io.botstatus.engine.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Groups of pauses and of their ends.
 *
 * @param enabled whether those that come at the same time share a transaction; else each has its own
 */
@ConfigurationProperties("botstatus.groups")
public record GroupProperties(@DefaultValue("true") boolean enabled) {}
