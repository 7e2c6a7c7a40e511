package io.botstatus.check;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.engine.EngineExtension;
import io.botstatus.engine.model.ModelCheck;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.checks.enabled"})
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class CheckAutoConfiguration {

    @Bean
    EngineExtension botChecksEngineExtension() {
        return new EngineExtension() {
            @Override
            public List<ModelCheck> checks() {
                return List.of(new DeploymentCheck());
            }
        };
    }
}
