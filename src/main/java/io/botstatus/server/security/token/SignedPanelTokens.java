package io.botstatus.server.security.token;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jwt.SignedJWT;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.server.security.login.SigningKey;
import io.botstatus.status.ContactId;
import io.botstatus.web.token.PanelRole;
import io.botstatus.web.token.PanelTokens;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.function.SingletonSupplier;

/** Panels' tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA256. Nothing is stored, and every node can verify them. */
public final class SignedPanelTokens implements PanelTokens {

    private static final GrantedAuthority PANEL = new SimpleGrantedAuthority("PANEL");

    private static final String AUDIENCE = "contact-bot-status-panel";
    private static final String CONTACT = "contact";
    private static final String ROLE = "role";

    // Created at the first use, because the key exists only after the engine has started.
    private final Supplier<JwtEncoder> encoder;
    private final Supplier<JwtDecoder> decoder;
    private final Clock clock;

    public SignedPanelTokens(SigningKey key, Clock clock) {
        Supplier<SecretKey> secret = () -> key.forPurpose("panel tokens");
        this.encoder = SingletonSupplier.of(() -> new NimbusJwtEncoder(new ImmutableSecret<>(secret.get())));
        this.decoder = SingletonSupplier.of(() -> decoder(secret.get(), clock));
        this.clock = clock;
    }

    private static JwtDecoder decoder(SecretKey secret, Clock clock) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(secret)
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
        time.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                time,
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(AUDIENCE))));
        return decoder;
    }

    @Override
    public PanelToken issue(ContactId contact, PanelRole role, String person, Duration lifetime) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // the precision of the token
        Instant end = now.plus(lifetime);
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .audience(List.of(AUDIENCE))
                .subject(person)
                .issuedAt(now)
                .expiresAt(end)
                .claim(CONTACT, contact.value())
                .claim(ROLE, role.word())
                .build();
        Jwt token = encoder.get()
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims));
        return new PanelToken(token.getTokenValue(), end);
    }

    JwtDecoder decoder() {
        return token -> decoder.get().decode(token);
    }

    /** Whether a token has the form of these. An identity provider signs with asymmetric keys. */
    static boolean isOne(String token) {
        try {
            return MacAlgorithm.HS256
                    .getName()
                    .equals(SignedJWT.parse(token).getHeader().getAlgorithm().getName());
        } catch (ParseException e) {
            return false;
        }
    }

    /** The token of an authentication, or null if it was none of these. */
    public static @Nullable Jwt shownBy(Authentication authentication) {
        return authentication instanceof JwtAuthenticationToken shown
                        && shown.getAuthorities().contains(PANEL)
                ? shown.getToken()
                : null;
    }

    /** The authentication of the person who got the token. */
    static JwtAuthenticationToken authentication(Jwt token) {
        return new JwtAuthenticationToken(token, List.of(PANEL), token.getSubject());
    }

    public static ContactId contact(Jwt token) {
        return ContactId.of(token.getClaimAsString(CONTACT));
    }

    public static PanelRole role(Jwt token) {
        return LowerCaseEnum.of(PanelRole.class, ROLE, token.getClaimAsString(ROLE));
    }
}
