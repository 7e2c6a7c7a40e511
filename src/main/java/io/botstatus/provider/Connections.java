package io.botstatus.provider;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connections by name. */
final class Connections {

    private final Map<String, Connection> byName = new TreeMap<>();

    Connections(WebhookProperties properties) {
        Platforms platforms = new Platforms();
        properties
                .connections()
                .forEach((name, settings) -> byName.put(name, new Connection(name, settings, platforms)));
    }

    @Nullable
    Connection get(String name) {
        return byName.get(name);
    }

    Collection<Connection> all() {
        return byName.values();
    }
}
