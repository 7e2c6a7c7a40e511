package io.botstatus.server.camunda;

import io.botstatus.server.security.login.AdminAccount;
import io.botstatus.server.security.login.SigningKey;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Guards the engine from inside: it sets the groups of roles, and the beans that a model can name.
 *
 * <p>It is first in order, so that it writes while the start lock of the database is held.
 */
@Component
@Order(0)
final class EngineAccess extends AbstractProcessEnginePlugin {

    private final AdminAccount admin;
    private final SigningKey panelKey;
    private final ApplicationContext beans;

    EngineAccess(AdminAccount admin, SigningKey panelKey, ApplicationContext beans) {
        this.admin = admin;
        this.panelKey = panelKey;
        this.beans = beans;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        DocumentedBeans documented = new DocumentedBeans(beans);
        configuration.setBeans(documented); // for scripts
        configuration.setExpressionManager(new SpringExpressionManager(beans, documented));
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        new EngineUsers(engine).create(admin);
        panelKey.keepIn(engine.getManagementService());
    }
}
