package io.botstatus.provider;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** All platforms of this package, found by a scan. To add one, add its class. */
final class Platforms {

    private final SortedMap<String, Platform> byWord = new TreeMap<>();

    Platforms() {
        var classes = new ClassPathScanningCandidateComponentProvider(false);
        classes.addIncludeFilter(new AssignableTypeFilter(Platform.class));
        classes.findCandidateComponents(Platforms.class.getPackageName()).forEach(found -> {
            Platform platform = create(found);
            Platform other = byWord.put(platform.word(), platform);
            if (other != null) {
                throw new IllegalStateException("Two platforms of one name, " + platform.word() + ": "
                        + other.getClass() + " and " + platform.getClass());
            }
        });
    }

    @Nullable
    Platform get(@Nullable String word) {
        return word == null ? null : byWord.get(word);
    }

    Map<String, Platform> all() {
        return byWord;
    }

    Collection<String> words() {
        return byWord.keySet();
    }

    private static Platform create(BeanDefinition found) {
        Class<?> type =
                ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), Platforms.class.getClassLoader());
        return (Platform) BeanUtils.instantiateClass(type);
    }
}
