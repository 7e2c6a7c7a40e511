package io.botstatus.retention;

import io.botstatus.engine.RunningFlow;
import java.util.List;

/**
 * What is left of a contact that was forgotten.
 *
 * @param running instances of other processes that go on and know the contact, by business key or variable. Their data goes when
 *     the contact is forgotten once more after they have ended
 */
public record Forgotten(List<RunningFlow> running) {}
