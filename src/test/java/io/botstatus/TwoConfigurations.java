package io.botstatus;

import io.botstatus.server.BotStatusServer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Ensures that tests start what users run. An application of a test is the server, with its own {@code application.yaml}, or a bare
 * host with nothing but the plugin. A test may only set properties that the docs list. Any other application does not start.
 *
 * <p>Spring calls this for each application of the test's JVM ({@code META-INF/spring.factories}).
 */
final class TwoConfigurations implements ApplicationListener<ApplicationPreparedEvent> {

    /** Properties of the JVM or of one of the two configurations, not of a test. */
    private static final Set<String> NOT_SET_BY_A_TEST = Set.of(
            "systemProperties",
            "systemEnvironment",
            "random",
            "configurationProperties",
            "servletContextInitParams",
            "applicationInfo",
            "logCorrelation",
            "CamundaBpmVersion");

    private static final String SERVERS_OWN = "Config resource 'class path resource [application.yaml]'";

    /** Properties that do not affect the tested behaviour, and are needed where many applications start and stop in one JVM. */
    private static final Set<String> OF_THE_JVM = Set.of(
            // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
            "spring.main.register-shutdown-hook",
            // The register of engines is one for the JVM, and so is that of MBeans.
            "camunda.bpm.generate-unique-process-engine-name",
            "spring.jmx.enabled",
            // Names a file of properties, each of which is checked.
            "spring.config.import",
            // A bare host has no file of properties: the one on the class path is the server's.
            "spring.config.name",
            // A bare host has a web part or none, by its class path; the tests' has one.
            "spring.main.web-application-type",
            // Names the kind of test to Spring.
            "org.springframework.boot.test.context.SpringBootTestContextBootstrapper",
            // Spring Boot switches these off in tests, unless a test wants them.
            "management.defaults.metrics.export.enabled",
            "management.simple.metrics.export.enabled");

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        Set<Object> sources = event.getSpringApplication().getAllSources();
        if (sources.stream().anyMatch(TwoConfigurations::isBenchmark)) {
            return; // which compares settings
        }
        ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
        boolean isServer = sources.contains(BotStatusServer.class)
                && environment.getPropertySources().stream()
                        .anyMatch(source -> source.getName().startsWith(SERVERS_OWN));
        boolean isBareHost = sources.contains(PluginTest.Host.class)
                && environment.getProperty("spring.config.name", "").equals("none");
        if (isServer == isBareHost) {
            throw new IllegalStateException("The application of " + sources
                    + " is neither the server as it is nor a bare host. Start BotStatusServer, or PluginTest.Host.");
        }
        Set<String> undocumented = setByTheTest(environment)
                .filter(property -> !OF_THE_JVM.contains(property))
                .filter(property -> !DocumentedProperties.contain(property))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!undocumented.isEmpty()) {
            throw new IllegalStateException(
                    "A test sets " + undocumented
                            + ", which docs/configuration.md does not list. Test what people run: leave it as it is, or document it.");
        }
    }

    private static boolean isBenchmark(Object source) {
        return source instanceof Class<?> type && type.getName().startsWith("io.botstatus.bench.");
    }

    private static Stream<String> setByTheTest(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(source -> !NOT_SET_BY_A_TEST.contains(source.getName())
                        && !source.getName().startsWith(SERVERS_OWN))
                .flatMap(source -> names(source).stream());
    }

    private static List<String> names(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> all ? List.of(all.getPropertyNames()) : List.of();
    }
}
