/**
 * Receives the webhooks of chat platforms over HTTP.
 *
 * <p>Knows {@code provider} and {@code message}. Begin at {@link io.botstatus.provider.webhook.WebhookController}.
 */
@NullMarked
package io.botstatus.provider.webhook;

import org.jspecify.annotations.NullMarked;
