package io.botstatus.web.token;

import io.botstatus.status.ContactId;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes tokens for panels in pages of another site. Each token opens the bot status of one contact to one person, in one role and
 * for a short time, and nothing else. An application with a bean of this type has a call for it.
 */
public interface PanelTokens {

    /**
     * Makes a token.
     *
     * @param person the user of the token, as the history names them
     * @param lifetime how long it is valid
     */
    PanelToken issue(ContactId contact, PanelRole role, String person, Duration lifetime);

    /**
     * A token.
     *
     * @param token to be sent as {@code Authorization: Bearer}
     */
    record PanelToken(String token, Instant expiresAt) {

        /** Leaves out the token, which is a secret. */
        @Override
        public String toString() {
            return "PanelToken[expiresAt=" + expiresAt + "]";
        }
    }
}
