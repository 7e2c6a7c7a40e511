package io.botstatus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that receives from PostgreSQL the plan of each executed statement. {@code auto_explain} sends it in notices, which
 * JDBC keeps at the statement or the connection.
 */
public final class Plans extends DelegatingDataSource {

    /** The statement that sets up each new connection. */
    public static final String SET_UP = "load 'auto_explain'; set auto_explain.log_min_duration = 0;"
            + " set auto_explain.log_analyze = on; set auto_explain.log_timing = off; set auto_explain.log_format = json;"
            + " set auto_explain.log_level = notice";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGINNING = "plan:\n";

    private final Queue<Plan> heard = new ConcurrentLinkedQueue<>();

    public Plans(DataSource dataSource) {
        super(dataSource);
    }

    /** The statements that were carried out while this ran. */
    public List<Plan> of(Runnable work) {
        heard.clear();
        work.run();
        return List.copyOf(heard);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, connection, () -> listen(connection.getWarnings(), connection::clearWarnings));
    }

    private <T> T proxy(Class<T> type, T target, Listening before) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        if (method.getName().equals("close")) {
                            before.listen();
                        }
                        Object result = method.invoke(target, arguments);
                        if (result instanceof PreparedStatement statement) {
                            return proxy(
                                    PreparedStatement.class,
                                    statement,
                                    () -> listen(statement.getWarnings(), statement::clearWarnings));
                        }
                        return result instanceof Statement statement
                                        && !method.getName().equals("getStatement")
                                ? proxy(
                                        Statement.class,
                                        statement,
                                        () -> listen(statement.getWarnings(), statement::clearWarnings))
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void listen(@Nullable SQLWarning first, Clearing clearing) throws SQLException {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            String text = String.valueOf(warning.getMessage());
            int plan = text.indexOf(BEGINNING);
            if (plan >= 0) {
                heard.add(Plan.of(text.substring(plan + BEGINNING.length())));
            }
        }
        clearing.clear();
    }

    private interface Listening {
        void listen() throws SQLException;
    }

    private interface Clearing {
        void clear() throws SQLException;
    }

    /** Adds this to the data source of any application. */
    @Configuration(proxyBeanMethods = false)
    public static class Listener {
        @Bean
        static BeanPostProcessor plans() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof HikariDataSource pool ? new Plans(explaining(pool)) : bean;
                }
            };
        }

        private static HikariDataSource explaining(HikariDataSource pool) {
            pool.setConnectionInitSql(SET_UP);
            return pool;
        }
    }

    /** How one statement was carried out. */
    public record Plan(String statement, List<Node> nodes) {

        static Plan of(String json) {
            try {
                JsonNode plan = JSON.readTree(json);
                List<Node> nodes = new ArrayList<>();
                add(plan.path("Plan"), nodes);
                return new Plan(plan.path("Query Text").asText(), nodes);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(json, e);
            }
        }

        private static void add(JsonNode node, List<Node> nodes) {
            long loops = node.path("Actual Loops").asLong();
            nodes.add(new Node(
                    node.path("Node Type").asText(),
                    node.path("Relation Name").asText(),
                    node.path("Index Name").asText(),
                    loops
                            * (node.path("Actual Rows").asLong()
                                    + node.path("Rows Removed by Filter").asLong()
                                    + node.path("Rows Removed by Index Recheck").asLong())));
            node.path("Plans").forEach(child -> add(child, nodes));
        }
    }

    /**
     * One step of a plan.
     *
     * @param rows the number of rows that it has read
     */
    public record Node(String type, String table, String index, long rows) {}
}
