package io.botstatus.web.token;

import io.botstatus.status.ContactId;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes tokens for panels in pages of another site: each opens the bot status of one contact to one person, in one role, for a
 * short time, and nothing else. There is a call for it where an application has a bean of this type.
 */
public interface PanelTokens {

    /**
     * Makes a token.
     *
     * @param person who acts by it, as the history names them
     * @param lifetime how long it is good for
     */
    PanelToken issue(ContactId contact, PanelRole role, String person, Duration lifetime);

    /**
     * A token.
     *
     * @param token to be sent as {@code Authorization: Bearer}
     */
    record PanelToken(String token, Instant expiresAt) {

        /** Without the token, which is a secret. */
        @Override
        public String toString() {
            return "PanelToken[expiresAt=" + expiresAt + "]";
        }
    }
}
