package io.botstatus.faults;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A planted bug that the checker has to find: the permit does not check the contact's row, which has every pause. */
@Configuration(proxyBeanMethods = false)
class PlantedBug {

    private static final String CONDITION = "where c.inactive_until <= ? and c.snoozed_until <= ?";
    private static final String BROKEN = "where (c.inactive_until <= ? or true) and (c.snoozed_until <= ? or true)";

    @Bean
    static BeanPostProcessor brokenPermits() {
        return BrokenDataSource.with((connection, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                arguments[0] = ((String) arguments[0]).replace(CONDITION, BROKEN);
            }
            return method.invoke(connection, arguments);
        });
    }
}
