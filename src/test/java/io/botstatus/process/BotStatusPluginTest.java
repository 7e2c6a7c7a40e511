package io.botstatus.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.process.check.DeploymentCheck;
import io.botstatus.process.notify.EndOfNotifying;
import io.botstatus.process.notify.Notifications;
import io.botstatus.process.notify.NotifyProperties;
import io.botstatus.status.Cohorts;
import io.botstatus.status.Holds;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What the plugin adds to an engine's configuration that a host application has begun. */
class BotStatusPluginTest {

    /** Nothing is there yet when the engine is built. */
    private static final DefaultListableBeanFactory BEANS = new DefaultListableBeanFactory();

    private final StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();

    @Test
    void leavesTheHostsDeployersWhereTheyAre() {
        Deployer hosts = deployment -> {};
        configuration.setCustomPreDeployers(List.of(hosts));

        plugin(true).preInit(configuration);

        assertThat(configuration.getCustomPreDeployers()).hasSize(2).startsWith(hosts);
        assertThat(configuration.getCustomPreDeployers().get(1)).isInstanceOf(DeploymentCheck.class);
    }

    @Test
    void checksNoDeploymentIfThatIsSwitchedOff() {
        plugin(false).preInit(configuration);

        assertThat(configuration.getCustomPreDeployers()).isNull();
    }

    private static BotStatusPlugin plugin(boolean checks) {
        ProcessProperties.Part on = new ProcessProperties.Part(true);
        JdbcClient sql = JdbcClient.create(new SimpleDriverDataSource());
        return new BotStatusPlugin(
                sql,
                new EndOfPause(
                        BEANS.getBeanProvider(Cohorts.class)::getObject,
                        BEANS.getBeanProvider(Holds.class)::getObject,
                        BEANS.getBeanProvider(PauseInstances.class)::getObject),
                new EndOfNotifying(
                        BEANS.getBeanProvider(Notifications.class)::getObject,
                        BEANS.getBeanProvider(Holds.class)::getObject),
                new EndOfHistory(sql),
                new NotifyProperties(Map.of()),
                new ProcessProperties(
                        on, new ProcessProperties.Part(checks), on, new ProcessProperties.History(false)));
    }
}
