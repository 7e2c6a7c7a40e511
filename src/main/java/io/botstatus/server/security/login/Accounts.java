package io.botstatus.server.security.login;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts with name and password: the admin, and the users of the settings. */
public final class Accounts {

    private final AdminAccount admin;
    private final SecurityProperties settings;

    public Accounts(AdminAccount admin, SecurityProperties settings) {
        this.admin = admin;
        this.settings = settings;
    }

    AdminAccount admin() {
        return admin;
    }

    /** The account of that name, or null. */
    @Nullable
    public Account find(String name) {
        if (name.equals(AdminAccount.NAME)) {
            return new Account(name, Set.of(Role.ADMIN), admin.password());
        }
        SecurityProperties.User user = settings.users().get(name);
        return user == null || user.password() == null ? null : new Account(name, user.roles(), user.password());
    }

    /**
     * One account.
     *
     * @param secret changes only with the password: its hash, or the admin's password itself
     */
    record Account(String name, Set<Role> roles, String secret) {

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return name + roles;
        }
    }
}
