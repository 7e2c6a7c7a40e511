/**
 * The calls that make API keys and panel tokens. An application that offers them implements {@link io.botstatus.web.token.ApiKeys}
 * and {@link io.botstatus.web.token.PanelTokens}.
 *
 * <p>Knows {@code web}. Begin at {@link io.botstatus.web.token.ApiKeys}.
 */
@NullMarked
package io.botstatus.web.token;

import org.jspecify.annotations.NullMarked;
