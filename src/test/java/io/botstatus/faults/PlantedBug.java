package io.botstatus.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A planted bug that the checker has to find: the permit does not check the contact's row, which has every pause. */
@Configuration(proxyBeanMethods = false)
class PlantedBug {

    static final String PROPERTY = "faults.permit-ignores-the-row";

    private static final String CONDITION = "where c.inactive_until <= ? and c.snoozed_until <= ?";
    private static final String BROKEN = "where (c.inactive_until <= ? or true) and (c.snoozed_until <= ? or true)";

    @Bean
    static BeanPostProcessor brokenPermits() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? new Broken(dataSource) : bean;
            }
        };
    }

    private static final class Broken extends DelegatingDataSource {

        Broken(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Broken.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            arguments[0] = ((String) arguments[0]).replace(CONDITION, BROKEN);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
