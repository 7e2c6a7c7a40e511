package io.botstatus.faults;

import java.util.List;
import java.util.stream.Stream;

/** No reply is granted that names an epoch which was known to be over before it was asked for. */
final class LateRepliesAreFenced implements Checker.Promise {

    @Override
    public Stream<String> broken(List<Recorded> recorded, Facts facts, Rules rules) {
        return recorded.stream()
                .filter(Recorded::isGranted)
                .filter(permit ->
                        permit.ask().epoch() != null && !permit.answer().duplicate())
                .flatMap(permit -> recorded.stream()
                        .filter(other ->
                                other.isAcknowledged() && other.answer().epoch() != null)
                        .filter(other ->
                                other.ask().contact().equals(permit.ask().contact()))
                        .filter(other -> other.answered().isBefore(permit.sent()))
                        .filter(other -> other.answer().epoch() > permit.ask().epoch())
                        .limit(1)
                        .map(other -> "Late reply granted, to " + permit.ask().contact() + ": " + permit
                                + ", after the epoch had risen: " + other));
    }
}
