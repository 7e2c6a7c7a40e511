package io.botstatus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A bare host, one of the {@link TwoConfigurations}: it has the plugin and nothing else, the engine with the settings of Camunda's
 * starter, real PostgreSQL, no web part. The job executor is off, since tests move the clock. Each test uses contacts of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = PluginTest.Host.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.config.name=none",
            "spring.main.register-shutdown-hook=false",
            "camunda.bpm.job-execution.enabled=false",
            // The class path of the tests has models that no host has.
            "camunda.bpm.auto-deployment-enabled=false",
            // Tests move the clock by years.
            "botstatus.retention.every=3650d"
        })
@ContextConfiguration(initializers = PluginTest.Database.class)
public @interface PluginTest {

    /** REST and web apps are the server's; without a web part they cannot start. */
    @SpringBootConfiguration
    @EnableAutoConfiguration(
            excludeName = {
                "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration",
                "org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration"
            })
    class Host {}

    class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + TestDatabase.newDatabase(),
                            "spring.datasource.username=postgres")
                    .applyTo(context);
        }
    }
}
