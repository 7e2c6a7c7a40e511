/**
 * The steps of the process {@code bot-pause}: the listeners and delegates that its model names, from a trigger to the end of a pause.
 *
 * <p>Knows {@code pause} and what is below it. Begin at the model {@code bpmn/bot-pause.bpmn}, or at {@link
 * io.botstatus.pause.step.PlaceBotHold}.
 */
@NullMarked
package io.botstatus.pause.step;

import org.jspecify.annotations.NullMarked;
