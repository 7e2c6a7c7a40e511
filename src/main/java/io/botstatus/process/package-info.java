/**
 * The process engine: the plugin, the delegates of {@code bot-pause}, its messages, and the way in for everybody else.
 *
 * <p>Types of the engine live here and nowhere below or beside.
 */
@NullMarked
package io.botstatus.process;

import org.jspecify.annotations.NullMarked;
