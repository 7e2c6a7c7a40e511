package io.botstatus.web.stream;

import java.util.Set;

/**
 * Knows which callers may no longer look, though a stream of theirs is open: a key that was revoked, a login that was ended. An
 * application that has a bean of this type, and names callers by {@link StreamLimit#CALLER}, has their streams ended within two seconds.
 */
@FunctionalInterface
public interface StreamCallers {

    /**
     * The callers among these that may look no longer. Called about once a second while a stream is open that has a caller, by one thread,
     * which tells changes too: so by one query for all of them. All streams end if it fails.
     *
     * @param callers as they were named by the request attribute; equal ones once
     */
    Set<Object> ended(Set<Object> callers);
}
