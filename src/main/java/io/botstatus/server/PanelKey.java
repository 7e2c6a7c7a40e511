package io.botstatus.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.StringUtils;

/**
 * What the server signs with: tokens of panels, and the cookie that keeps a browser logged in over a restart. The same after a
 * restart and on all nodes: as given, or made from the admin's password if that was given, or made once and kept beside it.
 */
final class PanelKey {

    private static final String ALGORITHM = "HmacSHA256";
    /** So that whoever holds a token cannot try passwords on it: some tenths of a second for each. */
    private static final int ROUNDS = 300_000;

    private static final int BITS = 256;

    private final String text;

    private PanelKey(String text) {
        this.text = text;
    }

    static PanelKey of(PanelProperties panel, ServerProperties server, AdminAccount admin) {
        if (StringUtils.hasText(panel.key())) {
            return new PanelKey(panel.key());
        }
        return new PanelKey(admin.passwordFile() == null ? madeFrom(admin.password()) : keptIn(server));
    }

    private static String madeFrom(String password) {
        byte[] purpose = "contact-bot-status panel key".getBytes(StandardCharsets.UTF_8);
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), purpose, ROUNDS, BITS);
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return HexFormat.of().formatHex(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2", e);
        }
    }

    private static String keptIn(ServerProperties server) {
        try {
            return OwnerOnly.secretIn(server.dataDir().resolve("panel-key"));
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

    /** Without the key. */
    @Override
    public String toString() {
        return "PanelKey";
    }
}
