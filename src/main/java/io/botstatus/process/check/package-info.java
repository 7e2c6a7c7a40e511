/**
 * Checks at deployment: models that use the plugin's delegates, templates, messages or decision are looked at before the
 * engine takes them, so that what could never work is told to whoever drew it, and not to whoever runs it.
 */
@NullMarked
package io.botstatus.process.check;

import org.jspecify.annotations.NullMarked;
