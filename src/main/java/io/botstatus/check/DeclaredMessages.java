package io.botstatus.check;

import static io.botstatus.bulk.BotBulkChange.UNDO_REQUESTED;
import static io.botstatus.pause.BotPause.HOLD_RELEASED;
import static io.botstatus.pause.BotPause.MANUAL_MESSAGE_SENT;
import static io.botstatus.pause.BotPause.MESSAGE_LIMIT_REACHED;
import static io.botstatus.pause.BotPause.STATUS_CHANGED;
import static io.botstatus.pause.BotPause.STATUS_REQUESTED;
import static io.botstatus.pause.BotPause.WORKFLOW_MESSAGE_SENT;

import io.botstatus.engine.model.ModelElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plugin's messages and its signal, and the elements of a model that catch one. */
final class DeclaredMessages {

    static final List<String> SIGNALS = List.of(STATUS_CHANGED);
    static final List<String> MESSAGES = List.of(
            MANUAL_MESSAGE_SENT,
            WORKFLOW_MESSAGE_SENT,
            MESSAGE_LIMIT_REACHED,
            STATUS_REQUESTED,
            STATUS_CHANGED,
            HOLD_RELEASED,
            UNDO_REQUESTED);
    /** The messages that builders' models send or wait for. The others are internal, so no suggestion names them. */
    static final List<String> FOR_BUILDERS = MESSAGES.stream()
            .filter(message -> !message.equals(HOLD_RELEASED) && !message.equals(UNDO_REQUESTED))
            .toList();
    /** The messages that start {@code bot-pause}. */
    static final List<String> TRIGGERS =
            List.of(MANUAL_MESSAGE_SENT, WORKFLOW_MESSAGE_SENT, MESSAGE_LIMIT_REACHED, STATUS_REQUESTED);

    private static final Set<String> CATCHING = Set.of("startEvent", "intermediateCatchEvent", "boundaryEvent");

    private DeclaredMessages() {}

    /** The name of the message that this event or receive task catches, if it catches one. */
    static Optional<String> caughtBy(ModelElement node) {
        if (node.is("receiveTask")) {
            return name(node, node.attribute("messageRef"));
        }
        return CATCHING.contains(node.tag())
                ? node.children("messageEventDefinition")
                        .findFirst()
                        .flatMap(definition -> name(node, definition.attribute("messageRef")))
                : Optional.empty();
    }

    /** Whether it starts new instances, and not an event sub-process of a running one. */
    static boolean startsInstances(ModelElement node) {
        return node.is("startEvent") && node.parent() != null && node.parent().is("process");
    }

    private static Optional<String> name(ModelElement node, @Nullable String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        String id = reference.substring(reference.indexOf(':') + 1);
        return node.root()
                .children("message")
                .filter(message -> id.equals(message.attribute("id")))
                .flatMap(message -> Optional.ofNullable(message.attribute("name")).stream())
                .findFirst();
    }
}
