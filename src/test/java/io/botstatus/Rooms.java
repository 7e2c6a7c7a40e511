package io.botstatus;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The packages below {@code io.botstatus}, in the order in which they depend on each other, with the packages that each may know. A
 * package may know those that are listed before it, and never one that is listed later.
 */
final class Rooms {

    static final String HOUSE = "io.botstatus.";

    /** The packages of the core, which most others know. */
    private static final String CORE = "base database status status.hold";

    private static final String PAUSE = CORE + " engine.model engine engine.group pause";

    private static final Map<String, List<String>> MAY_KNOW = mayKnow();

    private Rooms() {}

    private static Map<String, List<String>> mayKnow() {
        Map<String, List<String>> rooms = new LinkedHashMap<>();
        room(rooms, "base", "");
        room(rooms, "database", "base");
        room(rooms, "status", "base database");
        room(rooms, "status.hold", "base database status");
        room(rooms, "engine.model", "base");
        room(rooms, "engine.expression", "base");
        room(rooms, "engine.history", "engine.model");
        room(rooms, "engine", "base database status engine.model engine.expression engine.history");
        room(rooms, "engine.group", "base database status engine");
        room(rooms, "pause", CORE + " engine.model engine engine.group");
        room(rooms, "pause.step", PAUSE);
        room(rooms, "notify", PAUSE);
        room(rooms, "cohort", PAUSE);
        room(rooms, "bulk", PAUSE);
        room(rooms, "repair", PAUSE + " bulk cohort");
        room(rooms, "retention", PAUSE);
        room(rooms, "identity", PAUSE);
        room(rooms, "reply", PAUSE);
        room(rooms, "delegates", PAUSE + " bulk reply");
        room(rooms, "check", PAUSE + " engine.expression bulk notify delegates");
        room(rooms, "message", PAUSE + " reply");
        room(rooms, "provider", CORE + " identity reply message");
        room(rooms, "provider.webhook", CORE + " pause identity message provider");
        room(rooms, "web", CORE + " pause reply");
        room(rooms, "web.contact", PAUSE + " retention identity reply message web");
        room(rooms, "web.stream", CORE + " web web.contact");
        room(rooms, "web.bulk", PAUSE + " bulk web web.contact");
        room(rooms, "web.admin", CORE + " engine.model engine repair web");
        room(rooms, "web.token", CORE + " web");
        room(rooms, "metrics", CORE + " reply");
        room(rooms, "testkit", CORE + " pause retention reply");
        room(rooms, "server.security.http", "base");
        room(rooms, "server.security.login", "base database server.security.http");
        room(rooms, "server.security.token", "base database status server.security.login web.stream web.token");
        room(
                rooms,
                "server.security",
                "base database status server.security.http server.security.login server.security.token web.stream web.token");
        room(rooms, "server.postgres", "base database");
        room(rooms, "server.camunda", "base database server.security.login server.postgres");
        room(rooms, "server.document", "");
        room(rooms, "server", "base server.security.http server.security.login server.postgres");
        return rooms;
    }

    /** A dependency on a package that is not listed yet would run backwards. */
    private static void room(Map<String, List<String>> rooms, String name, String known) {
        List<String> others = known.isEmpty() ? List.of() : List.of(known.split(" "));
        others.stream().filter(other -> !rooms.containsKey(other)).findFirst().ifPresent(later -> {
            throw new IllegalArgumentException("Room %s may not know %s, which stands on it.".formatted(name, later));
        });
        rooms.put(name, others);
    }

    /** The package of a class, by its name in this list; the root package has none. */
    static String of(JavaClass type) {
        return type.getPackageName().startsWith(HOUSE) ? type.getPackageName().substring(HOUSE.length()) : "";
    }

    /** A class lives in a listed package, and knows only classes of packages that this one may know. */
    static ArchCondition<JavaClass> liveInARoomAndKnowOnlyRoomsBelow() {
        return new ArchCondition<>("live in a room, and know only rooms below it") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = of(type);
                if (!MAY_KNOW.containsKey(room)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " lives in no room of the house. " + whereAClassMayLive(room)));
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> arrow.getTargetClass().getPackageName().startsWith(HOUSE))
                        .filter(arrow -> !isAllowed(room, of(arrow.getTargetClass())))
                        .forEach(arrow -> events.add(SimpleConditionEvent.violated(type, message(room, arrow))));
            }
        };
    }

    private static boolean isAllowed(String room, String known) {
        return known.equals(room) || MAY_KNOW.getOrDefault(room, List.of()).contains(known);
    }

    private static String message(String room, Dependency arrow) {
        String known = of(arrow.getTargetClass());
        List<String> both = MAY_KNOW.entrySet().stream()
                .filter(other -> isAllowed(other.getKey(), room) && isAllowed(other.getKey(), known))
                .map(Map.Entry::getKey)
                .toList();
        return "%s%n  Room %s may know: %s. %s"
                .formatted(
                        arrow.getDescription(),
                        room,
                        String.join(", ", MAY_KNOW.getOrDefault(room, List.of())),
                        both.isEmpty()
                                ? "No room may know both. Let " + room + " have an interface that " + known
                                        + " implements, as StatusChangeListener is for notify."
                                : "A class that knows both may live in: " + String.join(", ", both)
                                        + ". Or let the room below have an interface that the room above implements.");
    }

    private static String whereAClassMayLive(String room) {
        return "It may live in one of: " + String.join(", ", MAY_KNOW.keySet()) + ". If " + HOUSE + room
                + " is to be a room, list it in " + Rooms.class.getSimpleName() + ", above all rooms that it knows: "
                + MAY_KNOW.entrySet().stream()
                        .map(one -> one.getKey() + " knows " + one.getValue())
                        .collect(Collectors.joining("; "));
    }

    static List<String> all() {
        return List.copyOf(MAY_KNOW.keySet());
    }
}
