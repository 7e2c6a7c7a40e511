package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.engine.model.CheckedDeployments;
import io.botstatus.engine.model.ModelCheck;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The plugin's additions to an engine's configuration that a host application has begun. */
class BotStatusPluginTest {

    private final StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();

    @Test
    void leavesTheHostsDeployersWhereTheyAre() {
        Deployer hosts = deployment -> {};
        configuration.setCustomPreDeployers(List.of(hosts));

        plugin(true).preInit(configuration);

        assertThat(configuration.getCustomPreDeployers()).hasSize(2).startsWith(hosts);
        assertThat(configuration.getCustomPreDeployers().get(1)).isInstanceOf(CheckedDeployments.class);
    }

    @Test
    void checksNoDeploymentWhereThereIsNoCheck() {
        plugin(false).preInit(configuration);

        assertThat(configuration.getCustomPreDeployers()).isNull();
    }

    private static BotStatusPlugin plugin(boolean checks) {
        EngineProperties.Part on = new EngineProperties.Part(true);
        ModelCheck check = (model, findings) -> {};
        EngineExtension extension = new EngineExtension() {
            @Override
            public List<ModelCheck> checks() {
                return checks ? List.of(check) : List.of();
            }
        };
        return new BotStatusPlugin(
                JdbcClient.create(new SimpleDriverDataSource()),
                List.of(extension),
                new EngineProperties(on, on, new EngineProperties.History(false)));
    }
}
