package io.botstatus.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/**
 * A part of the plugin that answers HTTP requests. It exists in a web application with Spring MVC. Camunda's REST API alone brings
 * Jersey, with which Spring Boot starts a web application too.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = ConditionalOnSpringMvc.DISPATCHER)
public @interface ConditionalOnSpringMvc {

    /** By its name, because the class may be missing. */
    String DISPATCHER = "org.springframework.web.servlet.DispatcherServlet";
}
