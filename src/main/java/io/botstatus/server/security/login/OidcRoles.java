package io.botstatus.server.security.login;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads the name and the roles from a token of the identity provider. A token without a role is refused. */
public final class OidcRoles implements Converter<Jwt, AbstractAuthenticationToken> {

    private final SecurityProperties.Oidc settings;
    private final String nameClaim;
    private final Accounts accounts;

    public OidcRoles(SecurityProperties.Oidc settings, String nameClaim, Accounts accounts) {
        this.settings = settings;
        this.nameClaim = nameClaim;
        this.accounts = accounts;
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        String name = token.getClaimAsString(nameClaim);
        if (name == null || name.isBlank()) {
            throw new InvalidBearerTokenException("The token has no claim " + nameClaim);
        }
        if (accounts.find(name) != null) { // at some providers people choose their names
            throw new InvalidBearerTokenException(
                    "The token's claim " + nameClaim + " is the name of a user of this server");
        }
        return new JwtAuthenticationToken(token, Role.authorities(roles(token.getClaims())), name);
    }

    private Set<Role> roles(Map<String, Object> claims) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        words(claim(claims, settings.roleClaim()))
                .map(this::role)
                .filter(Objects::nonNull)
                .forEach(roles::add);
        return roles;
    }

    private @Nullable Role role(String word) {
        return settings.roles().isEmpty()
                ? Arrays.stream(Role.values())
                        .filter(role -> role.word().equals(word))
                        .findFirst()
                        .orElse(null)
                : settings.roles().get(word);
    }

    /** Looks for the whole name first: some providers have claims with dots in their names. */
    private static @Nullable Object claim(Map<?, ?> claims, String name) {
        Object claim = claims.get(name);
        int dot = name.indexOf('.');
        return claim == null && dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, name.substring(dot + 1))
                : claim;
    }

    private static Stream<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        return claim instanceof String text ? Arrays.stream(text.split(" ")) : Stream.of();
    }
}
