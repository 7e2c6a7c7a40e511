package io.botstatus.host;

import io.botstatus.PluginTest;
import io.botstatus.server.ServerProcess;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A host with Camunda's REST API and no Spring MVC, as a process. */
final class JerseyHost {

    private JerseyHost() {}

    /** Starts the host and says what {@link ServerProcess} waits for. */
    public static void main(String[] args) {
        ConfigurableApplicationContext host =
                SpringApplication.run(new Class<?>[] {PluginTest.Host.class, RestApi.class}, args);
        System.out.println("Listens on http://localhost:"
                + host.getEnvironment().getProperty("local.server.port") + "\nContact Bot Status is ready.");
    }

    // Not an auto-configuration here, because the bare host excludes it.
    @Configuration(proxyBeanMethods = false)
    @Import(CamundaBpmRestJerseyAutoConfiguration.class)
    static class RestApi {}
}
