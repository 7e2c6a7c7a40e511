package io.botstatus.server.security;

import io.botstatus.PluginTest;
import io.botstatus.server.BotStatusServer;
import io.botstatus.server.security.login.Role;
import io.botstatus.web.OwnEngine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.context.ContextConfiguration;

/** The whole server with a user for each role, and an identity provider; one for all tests that carry this. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = BotStatusServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "botstatus.admin-password=" + Guests.ADMIN_PASSWORD,
            "camunda.bpm.job-execution.enabled=false",
            "spring.security.oauth2.resourceserver.jwt.audiences=contact-bot-status",
            "spring.security.oauth2.resourceserver.jwt.principal-claim-name=preferred_username",
            "botstatus.security.oidc.role-claim=realm_access.roles",
            "botstatus.security.oidc.roles.support-team=agent",
            "botstatus.security.oidc.roles.flow-builders=builder",
            "spring.main.register-shutdown-hook=false"
        })
@AutoConfigureObservability(tracing = false) // tests would switch the metrics off
@ContextConfiguration(initializers = {PluginTest.Database.class, GuardedServerTest.Users.class})
@Import(Guests.class)
@ExtendWith(OwnEngine.class)
public @interface GuardedServerTest {

    class Users implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            // The cheapest bcrypt, since its cost is not under test.
            BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(4);
            for (Role role : Role.values()) {
                String user = "botstatus.security.users." + Guests.name(role);
                TestPropertyValues.of(
                                user + ".password={bcrypt}" + bcrypt.encode(Guests.password(role)),
                                user + ".roles=" + role.word())
                        .applyTo(context);
            }
            TestPropertyValues.of(
                            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + IdentityProvider.KEYS_ADDRESS)
                    .applyTo(context);
        }
    }
}
