package io.botstatus.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A part of the plugin that exists unless one of these properties switches it off.
 *
 * <p>Spring Boot's own condition compares texts, so {@code off} or {@code flase} would leave a part on or switch it off silently.
 * This condition reads the property as everything else does. A value that is no boolean fails the start and names the property.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnSwitch.On.class)
public @interface ConditionalOnSwitch {

    /** The properties that all have to be on. */
    String[] value();

    /** The condition. */
    final class On implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, ?> attributes =
                    Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnSwitch.class.getName()));
            Binder binder = Binder.get(context.getEnvironment());
            return Arrays.stream((String[]) Objects.requireNonNull(attributes.get("value")))
                    .allMatch(property -> binder.bind(property, Boolean.class).orElse(true));
        }
    }
}
