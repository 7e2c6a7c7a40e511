package io.botstatus.server.security.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the bodies that the server waits for, in all and for each address. It stores nothing else.
 *
 * <p>IPv6 addresses count by their first 64 bits, since the owner of one address has all of these. Safe for many threads.
 */
final class OpenBodies {

    private final int places;
    private final int perAddress;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;

    OpenBodies(int places, int perAddress) {
        this.places = places;
        this.perAddress = perAddress;
    }

    /** Takes a place; false if there is none, or none for this address. */
    synchronized boolean take(String address) {
        String network = network(address);
        int ofNetwork = taken.getOrDefault(network, 0);
        if (sum >= places || ofNetwork >= perAddress) {
            return false;
        }
        taken.put(network, ofNetwork + 1);
        sum++;
        return true;
    }

    /** Gives a place of this address back. */
    synchronized void leave(String address) {
        taken.computeIfPresent(network(address), (network, count) -> count == 1 ? null : count - 1);
        sum--;
    }

    static String network(String address) {
        if (!address.contains(":") || address.contains(".")) {
            return address;
        }
        String[] groups = Arrays.copyOf(address.split("::", 2)[0].split(":", -1), 4);
        StringBuilder network = new StringBuilder();
        for (String group : groups) {
            network.append(group == null || group.isEmpty() ? "0" : group).append(':');
        }
        return network.toString();
    }

    /** The places for anonymous callers, and those for known ones. */
    record Both(OpenBodies anonymous, OpenBodies known) {}
}
