package io.botstatus.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Signs tokens as an identity provider does, and gives out the key to check them with. */
final class IdentityProvider {

    private static final RSAKey KEY = newKey("key");
    static final String KEYS_ADDRESS = serve(KEY);
    private static volatile boolean away;

    private IdentityProvider() {}

    /** A token for one hour from a time on. */
    static String token(String name, List<String> roles, String audience, Instant from) {
        return sign(KEY, name, roles, audience, from);
    }

    /** A token with these claims, signed with an unknown key. */
    static String forgedToken(String name, List<String> roles, String audience, Instant from) {
        return sign(newKey("key"), name, roles, audience, from);
    }

    /** A token with these claims, signed with a key that the server has not fetched yet. */
    static String tokenOfNewKey(String name, List<String> roles, String audience, Instant from) {
        return sign(newKey("new"), name, roles, audience, from);
    }

    /** Refuses to serve its keys meanwhile. */
    static void goAway(Runnable meanwhile) {
        away = true;
        try {
            meanwhile.run();
        } finally {
            away = false;
        }
    }

    private static String sign(RSAKey key, String name, List<String> roles, String audience, Instant from) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .subject("5f2c")
                            .audience(audience)
                            .issueTime(Date.from(from))
                            .expirationTime(Date.from(from.plusSeconds(3600)))
                            .claim("preferred_username", name)
                            .claim("realm_access", Map.of("roles", roles))
                            .build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serve(RSAKey key) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(away ? 503 : 200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return "http://localhost:" + server.getAddress().getPort() + "/keys";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
