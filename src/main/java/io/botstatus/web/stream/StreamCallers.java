package io.botstatus.web.stream;

import java.util.Set;

/**
 * Knows the open streams' callers that may no longer watch: a revoked key, an ended login. If an application has a bean of this
 * type and names callers by {@link StreamLimit#CALLER}, their streams end within two seconds.
 */
@FunctionalInterface
public interface StreamCallers {

    /**
     * Those of the callers that may no longer watch. One thread, which also sends changes, calls it about once a second while a
     * stream with a caller is open. So use one query for all of them. All streams end if it fails.
     *
     * @param callers the values of the request attribute, without duplicates
     */
    Set<Object> ended(Set<Object> callers);
}
