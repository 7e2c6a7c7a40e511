package io.botstatus.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who makes the plugin's tables.
 *
 * @param enabled whether the plugin does at its start; if not, somebody has run {@code db/botstatus} before, and a start
 *     without the tables fails
 */
@ConfigurationProperties("botstatus.schema")
record SchemaProperties(@DefaultValue("true") boolean enabled) {}
