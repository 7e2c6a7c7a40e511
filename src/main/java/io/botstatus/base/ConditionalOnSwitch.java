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
 * A part of the plugin that is there unless one of these properties switches it off.
 *
 * <p>Spring Boot's own condition compares texts, so that {@code off} or {@code flase} would leave a part on, or take it away,
 * without a word. This one reads the property as everything else does, and a value that is none fails at the start, named.
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
