package io.botstatus.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs deliveries as the platforms do, by their documentation and with nothing of the server's own code. */
final class PlatformSigner {

    /** The secrets of connections.yaml. HighLevel's is the private key to the public one there. */
    static final Map<String, String> SECRETS = Map.of(
            "cloudevents", "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=",
            "chatwoot", "chatwoot-secret",
            "evolution", "evolution-secret",
            "highlevel", "MC4CAQAwBQYDK2VwBCIEIKLnEEFjWXautxnm6kcHj6EoD5ozCsOnPmB3mfXdhkkH",
            "intercom", "intercom-client-secret",
            "twilio", "12345",
            "whatsapp", "whatsapp-app-secret");

    private PlatformSigner() {}

    /** The headers that make a delivery genuine. */
    static Map<String, String> sign(String platform, String url, byte[] body, Instant now) {
        return sign(platform, url, body, now, SECRETS.getOrDefault(platform, "none"));
    }

    static Map<String, String> sign(String platform, String url, byte[] body, Instant now, String secret) {
        String seconds = String.valueOf(now.getEpochSecond());
        return switch (platform) {
            case "cloudevents" ->
                Map.of(
                        "webhook-id",
                        "msg_1",
                        "webhook-timestamp",
                        seconds,
                        "webhook-signature",
                        "v1," + base64(mac("HmacSHA256", whsec(secret), join("msg_1." + seconds + ".", body))));
            case "chatwoot" ->
                Map.of(
                        "X-Chatwoot-Timestamp",
                        seconds,
                        "X-Chatwoot-Signature",
                        "sha256=" + hex(mac("HmacSHA256", bytes(secret), join(seconds + ".", body))));
            case "evolution" -> Map.of("Authorization", "Bearer " + secret);
            case "highlevel" -> Map.of("X-GHL-Signature", base64(ed25519(secret, body)));
            case "intercom" -> Map.of("X-Hub-Signature", "sha1=" + hex(mac("HmacSHA1", bytes(secret), body)));
            case "twilio" ->
                Map.of("X-Twilio-Signature", base64(mac("HmacSHA1", bytes(secret), bytes(url + sortedFields(body)))));
            case "whatsapp" -> Map.of("X-Hub-Signature-256", "sha256=" + hex(mac("HmacSHA256", bytes(secret), body)));
            default -> throw new AssertionError("Nobody knows how " + platform + " signs.");
        };
    }

    static Map<String, String> headers(Webhook webhook, Map<String, String> signature) {
        Map<String, String> headers = new HashMap<>(webhook.headers());
        headers.putAll(signature);
        return headers;
    }

    private static String sortedFields(byte[] form) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : new String(form, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name).append(value));
        return text.toString();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a form that is none, as a test wants it
        }
    }

    private static byte[] whsec(String secret) {
        return Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    private static byte[] ed25519(String key, byte[] body) {
        try {
            PrivateKey own = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(own);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(byte[] text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] join(String before, byte[] body) {
        byte[] start = bytes(before);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
