package io.botstatus.server.security.login;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.server.security.AccessRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The roles of logged-in callers. {@link AccessRules} lists the calls of each. A caller may have several. */
public enum Role implements LowerCaseEnum {
    /** A bot or a chat platform: reads a status, reports messages, asks for reply permits. */
    BOT,
    /** A person in conversations: sees and changes the bot's status, contact by contact. */
    AGENT,
    /** An automation builder: deploys, which is to run code here, and uses Camunda's REST API. */
    BUILDER,
    /** A program that collects metrics and reads health in detail. */
    MONITOR,
    /** Everything, also settings, many contacts at a time, keys, and the web apps. */
    ADMIN;

    private static final String PREFIX = "ROLE_";

    @SuppressWarnings("ImmutableEnumChecker") // it has its name only
    private final GrantedAuthority authority = new SimpleGrantedAuthority(PREFIX + name());

    public static List<GrantedAuthority> authorities(Collection<Role> roles) {
        return roles.stream().map(role -> role.authority).toList();
    }

    /** The roles among the authorities of a login. */
    public static Set<Role> among(Collection<? extends GrantedAuthority> granted) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(values()).filter(role -> granted.contains(role.authority)).forEach(roles::add);
        return roles;
    }
}
