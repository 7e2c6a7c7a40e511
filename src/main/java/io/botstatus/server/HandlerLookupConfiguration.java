package io.botstatus.server;

import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConstructorArgumentValues.ValueHolder;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.BeanIds;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Finds the handler of each call once, and quickly. */
@Configuration(proxyBeanMethods = false)
class HandlerLookupConfiguration {

    private static final String CACHE = "HandlerMappingIntrospectorCacheFilterFactoryBean";

    @Bean
    WebMvcRegistrations pathFirst() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new PathFirstHandlerMapping();
            }
        };
    }

    /**
     * Takes away a filter that Spring Security puts before its chain. It looks up the handler of each call for Spring MVC's request
     * matchers and CORS rules, and Spring MVC looks it up again. This server's security has neither: its rules match the path.
     */
    @Bean
    static BeanFactoryPostProcessor noHandlerLookupBeforeSecurity() {
        return beans -> beans.getBeanDefinition(BeanIds.SPRING_SECURITY_FILTER_CHAIN)
                .getConstructorArgumentValues()
                .getIndexedArgumentValues()
                .values()
                .forEach(HandlerLookupConfiguration::removeCache);
    }

    private static void removeCache(ValueHolder filters) {
        if (filters.getValue() instanceof List<?> all) {
            all.removeIf(filter -> filter instanceof BeanDefinition definition
                    && String.valueOf(definition.getBeanClassName()).endsWith(CACHE));
        }
    }
}
