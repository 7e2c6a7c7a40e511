package io.botstatus.server.security.login;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Hashes of passwords in the settings, with the name of the algorithm in front, as Spring Security writes them. */
final class PasswordHash {

    static final String ALLOWED = "{bcrypt} or {pbkdf2} and the hash, as 'java -jar camunda-bot-status-*-server.jar"
            + " hash-password' makes it from what you type.";

    private static final Pattern FORM =
            Pattern.compile("\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}|\\{pbkdf2}[0-9a-f]{64,}");

    private static final PasswordEncoder ENCODER = new DelegatingPasswordEncoder(
            "bcrypt",
            Map.of(
                    "bcrypt",
                    new BCryptPasswordEncoder(),
                    "pbkdf2",
                    Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));

    /** A hash for unknown names. A comparison takes as long as with a real one, so that time does not tell which names exist. */
    static final String OF_NOBODY = ENCODER.encode(UUID.randomUUID().toString());

    private PasswordHash() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static String of(String password) {
        return ENCODER.encode(password);
    }

    static boolean matches(String password, String hash) {
        return ENCODER.matches(password, hash);
    }
}
