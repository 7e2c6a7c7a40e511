package io.botstatus.host;

import io.botstatus.PluginTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A host application that a test starts and stops, on a database of its choice. */
record HostApplication(ConfigurableApplicationContext context) implements AutoCloseable {

    static HostApplication start(String database, String... properties) {
        return start(WebApplicationType.NONE, database, properties);
    }

    static HostApplication start(WebApplicationType type, String database, String... properties) {
        String[] arguments = Stream.of(
                        Stream.of(Objects.requireNonNull(PluginTest.class.getAnnotation(SpringBootTest.class))
                                .properties()),
                        Stream.of(
                                "spring.datasource.url=" + database,
                                "spring.datasource.username=postgres",
                                "server.port=0",
                                "camunda.bpm.generate-unique-process-engine-name=true"),
                        Stream.of(properties))
                .flatMap(all -> all)
                // If a property is there twice, the last one counts. Spring would make a list of both.
                .collect(Collectors.toMap(
                        property -> property.substring(0, property.indexOf('=')),
                        property -> "--" + property,
                        (first, last) -> last))
                .values()
                .toArray(String[]::new);
        return new HostApplication(
                new SpringApplicationBuilder(PluginTest.Host.class).web(type).run(arguments));
    }

    JdbcClient sql() {
        return context.getBean(JdbcClient.class);
    }

    /** All but the engine's. */
    Set<String> tables() {
        return new TreeSet<>(sql().sql("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_name not like 'act\\_%'""").query(String.class).set());
    }

    /** The names of the beans that the plugin brings. */
    Set<String> pluginBeans() {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(this::isPlugins)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> deployments() {
        return context.getBean(RepositoryService.class).createDeploymentQuery().list().stream()
                .map(Deployment::getName)
                .sorted()
                .toList();
    }

    private boolean isPlugins(String bean) {
        var definition = context.getBeanFactory().getMergedBeanDefinition(bean);
        return Stream.of(definition.getBeanClassName(), definition.getFactoryBeanName(), bean)
                .anyMatch(name -> name != null
                        && name.startsWith("io.botstatus.")
                        && !name.startsWith(PluginTest.class.getName()));
    }

    @Override
    public void close() {
        context.close();
    }
}
