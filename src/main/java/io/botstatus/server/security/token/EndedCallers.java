package io.botstatus.server.security.token;

import io.botstatus.server.security.login.EndedLogins;
import io.botstatus.web.stream.StreamCallers;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The callers whose streams end: programs with revoked or expired keys, and people who have logged out on any node. */
public final class EndedCallers implements StreamCallers {

    private final StoredApiKeys keys;
    private final EndedLogins logins;

    public EndedCallers(StoredApiKeys keys, EndedLogins logins) {
        this.keys = keys;
        this.logins = logins;
    }

    @Override
    public Set<Object> ended(Set<Object> callers) {
        Set<Object> ended = new HashSet<>();
        Set<StoredApiKeys.ShownKey> shown = of(callers, StoredApiKeys.ShownKey.class);
        if (!shown.isEmpty()) {
            ended.addAll(keys.ended(shown));
        }
        Set<EndedLogins.Ended> people = of(callers, EndedLogins.Ended.class);
        if (!people.isEmpty()) {
            ended.addAll(logins.among(people));
        }
        return ended;
    }

    private static <T> Set<T> of(Set<Object> callers, Class<T> type) {
        return callers.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toSet());
    }
}
