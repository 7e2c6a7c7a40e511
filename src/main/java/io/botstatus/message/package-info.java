/** Messages that chat platforms and callers report: who wrote, whether it is news, and what it brings about. */
@NullMarked
package io.botstatus.message;

import org.jspecify.annotations.NullMarked;
