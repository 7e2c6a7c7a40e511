package io.botstatus.server.security.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.ManagementService;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The key that signs panels' tokens and the cookies of remembered logins. It comes from the settings, or is generated once and kept
 * among the engine's properties, so that all nodes of a database have the same.
 *
 * <p>It is not derived from the admin's password, because the owner of a token could then guess the password offline.
 */
public final class SigningKey {

    private static final String PROPERTY = "contact-bot-status.panel-key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private volatile @Nullable String text;

    public SigningKey(PanelProperties properties) {
        this.text = StringUtils.hasText(properties.key()) ? properties.key() : null;
    }

    /** Keeps the key in the engine. Call this while no other node does so. */
    public void keepIn(ManagementService engine) {
        if (text != null) {
            return;
        }
        String kept = engine.getProperties().get(PROPERTY);
        if (kept == null) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            kept = Base64.getEncoder().encodeToString(random);
            engine.setProperty(PROPERTY, kept);
        }
        text = kept;
    }

    /** A key for one purpose. A signature for one purpose is not valid for another. */
    public SecretKey forPurpose(String purpose) {
        if (text == null) {
            throw new IllegalStateException("The engine has not started yet, so there is no key to sign with.");
        }
        try {
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(key, ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "PanelKey";
    }
}
