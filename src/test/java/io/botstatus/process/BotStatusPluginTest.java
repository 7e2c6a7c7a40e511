package io.botstatus.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.process.check.DeploymentCheck;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.junit.jupiter.api.Test;

/** What the plugin adds to an engine's configuration that a host application has begun. */
class BotStatusPluginTest {

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
        return new BotStatusPlugin(
                () -> {
                    throw new IllegalStateException("not yet");
                },
                () -> {
                    throw new IllegalStateException("not yet");
                },
                new ProcessProperties(on, new ProcessProperties.Part(checks), on));
    }
}
