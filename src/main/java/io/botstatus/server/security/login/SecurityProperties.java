package io.botstatus.server.security.login;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The users beside the admin.
 *
 * @param users by their names, which {@code setBy} of a change shows
 * @param oidc the roles of an identity provider's tokens; Spring's own properties name the provider
 *     ({@code spring.security.oauth2.resourceserver.jwt.issuer-uri})
 */
@ConfigurationProperties("botstatus.security")
public record SecurityProperties(
        @DefaultValue Map<String, User> users, @DefaultValue Oidc oidc) {

    private static final Pattern NAME = Pattern.compile("[^:\\p{Cntrl}]{1,200}");

    /**
     * Checks the users.
     *
     * @throws IllegalArgumentException that names the property, but never a password
     */
    public SecurityProperties {
        users = Map.copyOf(users);
        users.forEach((name, user) -> {
            String property = "botstatus.security.users." + name;
            check(
                    NAME.matcher(name).matches() && !name.equals(AdminAccount.NAME),
                    property
                            + ": the name can't be used. Allowed: 1 to 200 characters, no colon or control character, and"
                            + " not 'admin', who is there already (BOTSTATUS_ADMIN_PASSWORD).");
            check(
                    user.password() != null && PasswordHash.isOne(user.password()),
                    property + ".password is no hashed password. Allowed: " + PasswordHash.ALLOWED);
            check(
                    !user.roles().isEmpty(),
                    property + ".roles is empty. Allowed: one or more of bot, agent, builder, monitor, admin.");
        });
    }

    private static void check(boolean right, String complaint) {
        if (!right) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /**
     * A user who logs in by name and password.
     *
     * @param password hashed
     */
    record User(@Nullable String password, @DefaultValue Set<Role> roles) {

        /** Leaves out the password's hash. */
        @Override
        public String toString() {
            return "User" + roles;
        }
    }

    /**
     * Roles from the claims of a token.
     *
     * @param roleClaim the claim with the roles, a list or words with spaces between; a dot leads into a nested claim, as in
     *     {@code realm_access.roles}
     * @param roles the role of each value of the claim; if this is empty, a value is the name of its role
     */
    record Oidc(
            @DefaultValue("roles") String roleClaim,
            @DefaultValue Map<String, Role> roles) {
        Oidc {
            roles = Map.copyOf(new LinkedHashMap<>(roles));
        }
    }
}
