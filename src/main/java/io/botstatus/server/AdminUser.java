package io.botstatus.server;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/**
 * The admin as the engine's own user, so that Cockpit, Tasklist and Admin know who it is and grant everything. Camunda's
 * property {@code camunda.bpm.admin-user} only ever creates; this one also follows a changed password.
 */
final class AdminUser {

    private AdminUser() {}

    static void create(ProcessEngine engine, AdminAccount admin) {
        IdentityService identities = engine.getIdentityService();
        createUser(identities, admin);
        if (identities.createGroupQuery().groupId(CAMUNDA_ADMIN).count() == 0) {
            Group group = identities.newGroup(CAMUNDA_ADMIN);
            group.setName("Camunda administrators");
            group.setType(Groups.GROUP_TYPE_SYSTEM);
            identities.saveGroup(group);
        }
        if (identities
                        .createUserQuery()
                        .userId(AdminAccount.NAME)
                        .memberOfGroup(CAMUNDA_ADMIN)
                        .count()
                == 0) {
            identities.createMembership(AdminAccount.NAME, CAMUNDA_ADMIN);
        }
        for (Resources resource : Resources.values()) {
            grantAll(engine.getAuthorizationService(), resource);
        }
    }

    private static void createUser(IdentityService identities, AdminAccount admin) {
        if (identities.createUserQuery().userId(AdminAccount.NAME).count() == 0) {
            User user = identities.newUser(AdminAccount.NAME);
            user.setFirstName("Admin");
            user.setLastName("of this server");
            user.setPassword(admin.password());
            identities.saveUser(user);
        } else if (!identities.checkPassword(AdminAccount.NAME, admin.password())) {
            // Read only now, and unlocked below: the check has counted as a failed login and changed the user's row.
            User user = identities.createUserQuery().userId(AdminAccount.NAME).singleResult();
            user.setPassword(admin.password());
            identities.saveUser(user);
            identities.unlockUser(AdminAccount.NAME);
        }
    }

    private static void grantAll(AuthorizationService authorizations, Resources resource) {
        boolean granted = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(CAMUNDA_ADMIN)
                        .resourceType(resource)
                        .resourceId(ANY)
                        .count()
                > 0;
        if (!granted) {
            Authorization all = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            all.setGroupId(CAMUNDA_ADMIN);
            all.setResource(resource);
            all.setResourceId(ANY);
            all.addPermission(Permissions.ALL);
            authorizations.saveAuthorization(all);
        }
    }
}
