package io.botstatus.web;

import io.botstatus.PluginTest;
import io.botstatus.server.BotStatusServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The server as it is, one of the {@link io.botstatus.TwoConfigurations}, on real PostgreSQL and a real port, one for all tests that carry this. Its job executor is off, so that
 * nothing happens but what the test does. Each test uses contacts of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = BotStatusServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "botstatus.admin-password=" + Server.PASSWORD,
            "camunda.bpm.job-execution.enabled=false",
            // Tests move the clock by years.
            "botstatus.retention.every=3650d",
            // Trusts a proxy on this machine.
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1|::1",
            "spring.config.import=classpath:webhooks/connections.yaml",
            "spring.main.register-shutdown-hook=false"
        })
@ContextConfiguration(initializers = PluginTest.Database.class)
@Import({Server.class, SideEffects.class})
@ExtendWith(OwnEngine.class)
public @interface ServerTest {}
