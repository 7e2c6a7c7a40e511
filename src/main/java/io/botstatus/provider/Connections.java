package io.botstatus.provider;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connections by name. */
public final class Connections {

    private final Map<String, Connection> byName = new TreeMap<>();

    public Connections(WebhookProperties properties) {
        Platforms platforms = new Platforms();
        properties
                .connections()
                .forEach((name, settings) -> byName.put(name, new Connection(name, settings, platforms)));
    }

    @Nullable
    public Connection get(String name) {
        return byName.get(name);
    }

    public Collection<Connection> all() {
        return byName.values();
    }
}
