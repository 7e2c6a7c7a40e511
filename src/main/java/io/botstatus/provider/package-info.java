/**
 * Webhooks of chat platforms, each turned into messages: who wrote, and what tells so. A platform is one class here, which
 * {@link io.botstatus.provider.Platforms} finds by itself.
 */
@NullMarked
package io.botstatus.provider;

import org.jspecify.annotations.NullMarked;
