package io.botstatus.server.postgres;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The address that the server listens on if {@code server.address} is not set. With the embedded database it is 127.0.0.1, because
 * people try the server on their own machine, and the network need not see it. With a configured database it is every address. A
 * separate port for health and metrics has the same address, unless {@code management.server.address} is set.
 *
 * <p>A blank value counts as unset, as for the database.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListenAddress implements BeanFactoryPostProcessor {

    private static final String SERVER = "server.address";
    private static final String MANAGEMENT = "management.server.address";
    private static final String THIS_MACHINE = "127.0.0.1";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // Found by name: a search by type would create beans too early.
        ConfigurableEnvironment environment =
                beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, ConfigurableEnvironment.class);
        String address = environment.getProperty(SERVER);
        Map<String, Object> chosen = new HashMap<>();
        if (!StringUtils.hasText(address) && EmbeddedDatabaseConfiguration.isEmbedded(environment)) {
            address = THIS_MACHINE;
            chosen.put(SERVER, address);
        }
        // On the same port, Spring Boot refuses an address of its own.
        boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        if (StringUtils.hasText(address) && ownPort && !StringUtils.hasText(environment.getProperty(MANAGEMENT))) {
            chosen.put(MANAGEMENT, address);
        }
        // Comes first, because a blank value would count before it.
        environment.getPropertySources().addFirst(new MapPropertySource("listen address", chosen));
    }
}
