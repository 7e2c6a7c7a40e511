package io.botstatus.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the plugin creates its tables.
 *
 * @param enabled true: the plugin creates them at its start; false: the scripts of {@code db/botstatus} have run before, and a
 *     start without the tables fails
 */
@ConfigurationProperties("botstatus.schema")
record SchemaProperties(@DefaultValue("true") boolean enabled) {}
