package io.botstatus.server.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.base.LowerCaseEnum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document names the roles that may make each call. */
class DocumentedRolesTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @Test
    void theDocumentNamesTheRolesOfTheRules() throws IOException {
        Map<String, String> rules = new TreeMap<>();
        AccessRules.of("/api").stream()
                .filter(rule -> rule.path().startsWith("/api/"))
                .forEach(rule ->
                        rules.put(rule.method() + " " + rule.path(), words(rule.roles()) + " " + words(rule.panels())));

        assertThat(documented()).isEqualTo(rules);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> documented() throws IOException {
        Map<String, Object> document =
                new Yaml().load(Files.readString(Path.of("src/main/resources/api/openapi.yaml")));
        Map<String, String> documented = new TreeMap<>();
        requireNonNull((Map<String, Map<String, Object>>) document.get("paths"))
                .forEach((path, calls) -> calls.forEach((method, call) -> {
                    if (path.startsWith("/api/") && METHODS.contains(method)) {
                        Map<String, List<String>> one = (Map<String, List<String>>) call;
                        documented.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                new TreeSet<>(one.get("x-roles"))
                                        + " "
                                        + new TreeSet<>(one.getOrDefault("x-panels", List.of())));
                    }
                }));
        return documented;
    }

    private static String words(Collection<? extends LowerCaseEnum> roles) {
        return roles.stream()
                .map(LowerCaseEnum::word)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }
}
