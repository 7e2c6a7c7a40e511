package io.botstatus.server.camunda;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import io.botstatus.server.security.login.AdminAccount;
import io.botstatus.server.security.login.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/**
 * The engine's own users and groups, for Cockpit, Tasklist, Admin and the REST API: the admin, the group of admins with every
 * right, and the group of builders. Builders may deploy, run and read everything, but have no rights on users, groups and
 * authorizations.
 *
 * <p>The roles of each request tell its groups. The engine itself stores only the admin, whose password follows the setting, and
 * the names of other users of the web apps. (Camunda's property {@code camunda.bpm.admin-user} only ever creates a user.)
 */
final class EngineUsers {

    private static final int LONGEST_NAME = 64;
    static final String BUILDERS = "botBuilders";

    /** Users, groups and authorizations. */
    private static final Set<Resources> NOT_FOR_BUILDERS = EnumSet.of(
            Resources.APPLICATION,
            Resources.AUTHORIZATION,
            Resources.USER,
            Resources.GROUP,
            Resources.GROUP_MEMBERSHIP,
            Resources.TENANT,
            Resources.TENANT_MEMBERSHIP,
            Resources.SYSTEM);

    private final IdentityService identities;
    private final AuthorizationService authorizations;

    EngineUsers(ProcessEngine engine) {
        this.identities = engine.getIdentityService();
        this.authorizations = engine.getAuthorizationService();
    }

    /** Creates the admin and the groups. Call this while no other node does so. */
    void create(AdminAccount admin) {
        createUser(admin);
        createGroup(CAMUNDA_ADMIN, "Camunda administrators", EnumSet.allOf(Resources.class));
        createGroup(BUILDERS, "Automation builders", EnumSet.complementOf(EnumSet.copyOf(NOT_FOR_BUILDERS)));
        if (identities
                        .createUserQuery()
                        .userId(AdminAccount.NAME)
                        .memberOfGroup(CAMUNDA_ADMIN)
                        .count()
                == 0) {
            identities.createMembership(AdminAccount.NAME, CAMUNDA_ADMIN);
        }
    }

    /** The engine's groups for these roles. */
    static List<String> groups(Set<Role> roles) {
        List<String> groups = new ArrayList<>();
        if (roles.contains(Role.ADMIN)) {
            groups.add(CAMUNDA_ADMIN);
        }
        if (roles.contains(Role.BUILDER)) {
            groups.add(BUILDERS);
        }
        return groups;
    }

    /**
     * Creates a user without a known password, so no one can log in to the engine with it. The web apps know only users of the
     * engine.
     */
    static void ensure(IdentityService identities, String name) {
        if (name.length() <= LONGEST_NAME
                && identities.createUserQuery().userId(name).count() == 0) {
            User user = identities.newUser(name);
            user.setFirstName(name);
            user.setPassword(UUID.randomUUID().toString());
            try {
                identities.saveUser(user);
            } catch (ProcessEngineException e) {
                if (identities.createUserQuery().userId(name).count() == 0) { // else another request was faster
                    throw e;
                }
            }
        }
    }

    private void createUser(AdminAccount admin) {
        if (identities.createUserQuery().userId(AdminAccount.NAME).count() == 0) {
            User user = identities.newUser(AdminAccount.NAME);
            user.setFirstName("Admin");
            user.setLastName("of this server");
            user.setPassword(admin.password());
            identities.saveUser(user);
        } else if (!identities.checkPassword(AdminAccount.NAME, admin.password())) {
            // Read here and unlocked below, because the check has counted as a failed login and changed the user's row.
            User user = identities.createUserQuery().userId(AdminAccount.NAME).singleResult();
            user.setPassword(admin.password());
            identities.saveUser(user);
            identities.unlockUser(AdminAccount.NAME);
        }
    }

    private void createGroup(String id, String name, Set<Resources> resources) {
        if (identities.createGroupQuery().groupId(id).count() == 0) {
            Group group = identities.newGroup(id);
            group.setName(name);
            group.setType(Groups.GROUP_TYPE_SYSTEM);
            identities.saveGroup(group);
        }
        resources.forEach(resource -> grantAll(id, resource));
    }

    private void grantAll(String group, Resources resource) {
        boolean granted = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(group)
                        .resourceType(resource)
                        .resourceId(ANY)
                        .count()
                > 0;
        if (!granted) {
            Authorization all = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            all.setGroupId(group);
            all.setResource(resource);
            all.setResourceId(ANY);
            all.addPermission(Permissions.ALL);
            authorizations.saveAuthorization(all);
        }
    }
}
