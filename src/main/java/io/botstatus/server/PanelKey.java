package io.botstatus.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.StringUtils;

/** What the server signs with: tokens of panels, and the cookie that keeps a browser logged in over a restart. */
final class PanelKey {

    static final String ALGORITHM = "HmacSHA256";

    private final String text;

    private PanelKey(String text) {
        this.text = text;
    }

    static PanelKey of(PanelProperties panel, ServerProperties server) {
        if (StringUtils.hasText(panel.key())) {
            return new PanelKey(panel.key());
        }
        try {
            OwnerOnly.createFolder(server.dataDir());
            return new PanelKey(OwnerOnly.secretIn(server.dataDir().resolve("panel-key")));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + server.dataDir() + " can't be used: " + e, e);
        }
    }

    /** A key for one purpose: what is signed for one is worth nothing for another. */
    SecretKey forPurpose(String purpose) {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256")
                    .digest((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(key, ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "PanelKey";
    }
}
