package io.botstatus.server.security.token;

import io.botstatus.database.Unavailable;
import io.botstatus.server.security.login.LoginUnavailableException;
import io.botstatus.server.security.login.OidcRoles;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Recognizes the kind of a bearer token by its form: an API key, a panel's token, or an identity provider's. */
public final class BearerTokens {

    private final StoredApiKeys keys;
    private final JwtAuthenticationProvider panels;
    private final @Nullable JwtAuthenticationProvider provider;

    /**
     * Recognizes all kinds.
     *
     * @param provider reads tokens of the identity provider that Spring's properties name; null if they name none
     */
    public BearerTokens(StoredApiKeys keys, SignedPanelTokens panels, @Nullable JwtDecoder provider, OidcRoles roles) {
        this.keys = keys;
        this.panels = new JwtAuthenticationProvider(panels.decoder());
        this.panels.setJwtAuthenticationConverter(SignedPanelTokens::authentication);
        this.provider = provider == null ? null : new JwtAuthenticationProvider(provider);
        if (this.provider != null) {
            this.provider.setJwtAuthenticationConverter(roles);
        }
    }

    /**
     * Authenticates the owner of the token.
     *
     * @throws LoginUnavailableException if the database or the identity provider does not answer
     */
    public Authentication authenticate(Authentication shown) {
        try {
            return known(shown);
        } catch (AuthenticationServiceException e) {
            throw new LoginUnavailableException(
                    "The identity provider does not answer, so the token cannot be checked at the moment. Try again.",
                    e);
        } catch (RuntimeException e) {
            throw Unavailable.isCauseOf(e) ? new LoginUnavailableException(Unavailable.DETAIL, e) : e;
        }
    }

    private Authentication known(Authentication shown) {
        String token = ((BearerTokenAuthenticationToken) shown).getToken();
        if (StoredApiKeys.isOne(token)) {
            return keys.authenticate(token);
        }
        JwtAuthenticationProvider reader = SignedPanelTokens.isOne(token) ? panels : provider;
        Authentication known = reader == null ? null : reader.authenticate(shown);
        if (known == null) {
            throw new InvalidBearerTokenException("A token of no kind that this server knows");
        }
        return known;
    }
}
