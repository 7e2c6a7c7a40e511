package io.botstatus.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source with a planted bug: a method of its connections is called otherwise than by the server. */
final class BrokenDataSource extends DelegatingDataSource {

    private final Bug bug;

    private BrokenDataSource(DataSource dataSource, Bug bug) {
        super(dataSource);
        this.bug = bug;
    }

    /** Calls a method of a connection, or something else. */
    interface Bug {
        Object call(Connection connection, Method method, Object[] arguments)
                throws SQLException, ReflectiveOperationException;
    }

    /** Puts the bug into the server's data source. */
    static BeanPostProcessor with(Bug bug) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? new BrokenDataSource(dataSource, bug) : bean;
            }
        };
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                BrokenDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    try {
                        return bug.call(connection, method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
