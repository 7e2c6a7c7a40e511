package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import io.botstatus.web.token.PanelRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The code, docs/security.md and the running server agree on who may call what. The document's table is the truth: the code must
 * have the same lines, and each role, and a caller without a login, makes every call of the server.
 */
@GuardedServerTest
class RolesTest {

    private static final Path DOCUMENT = Path.of("docs/security.md");
    private static final Pattern LINE = Pattern.compile("\\| `([A-Z, ]+|any) (/\\S*)` \\| ([^|]*) \\| ([^|]*) \\|");

    /** Doors behind which Camunda has hundreds of paths: some of them. */
    private static final List<Call> CAMUNDAS = List.of(
            new Call("GET", "/engine-rest/engine"),
            new Call("POST", "/engine-rest/message"),
            new Call("POST", "/engine-rest/deployment/create"),
            new Call("GET", "/engine-rest/process-instance"),
            new Call("PUT", "/engine-rest/job/none/retries"),
            new Call("DELETE", "/engine-rest/process-instance/none"),
            new Call("GET", "/camunda/app/cockpit/default/"),
            new Call("GET", "/camunda/app/admin/default/"),
            new Call("GET", "/camunda/api/engine/engine/"),
            new Call("GET", "/actuator/prometheus"));

    private static final Set<String> FOR_EVERYBODY = Set.of(
            "/login",
            "/actuator/health",
            "/actuator/health/**",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/asyncapi.yaml",
            "/api-docs",
            "/api-docs/swagger-ui-bundle.js",
            "/api-docs/swagger-ui.css");

    @Autowired
    Guests guests;

    @Autowired
    List<RequestMappingInfoHandlerMapping> mappings;

    @Test
    void theDocumentsTableIsTheCodes() throws IOException {
        assertThat(document())
                .containsExactlyElementsOf(AccessRules.of("/api").stream()
                        .map(rule -> new Line(
                                rule.method() == null ? "any" : rule.method().name(),
                                rule.path(),
                                words(withAdmin(rule.roles())),
                                words(rule.panels())))
                        .toList());
    }

    @Test
    void everyCallIsRefusedToWhomTheTableDoesNotName() throws IOException {
        List<Line> table = document();
        Map<String, String> wrong = new TreeMap<>();
        Set<Call> calls = calls();
        for (Call call : calls) {
            Line line = table.stream().filter(row -> row.fits(call)).findFirst().orElse(null);
            Set<String> allowed = line == null ? Set.of("admin") : line.roles();
            judge(call, "nobody", null, false, wrong);
            for (Role role : Role.values()) {
                judge(call, role.word(), Guests.login(role), allowed.contains(role.word()), wrong);
            }
            judge(call, "no role", loginWithoutRole(), false, wrong);
        }
        assertThat(calls).hasSizeGreaterThan(30);
        assertThat(wrong).isEmpty();
    }

    @Test
    void aPanelsTokenOpensWhatTheTableSaysAndOnlyOfItsContact() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        String contact = guests.newContact();
        for (PanelRole role : PanelRole.values()) {
            String token = "Bearer "
                    + guests.call(Guests.admin(), "POST", "/api/panel-tokens", """
                            {"contactId": "%s", "role": "%s", "person": "anna"}""".formatted(contact, role.word()))
                            .json()
                            .path("token")
                            .asText();
            for (Call call : calls()) {
                Line line = document().stream()
                        .filter(row -> row.fits(call))
                        .findFirst()
                        .orElse(null);
                boolean allowed = line != null && line.panels().contains(role.word());
                judge(call.of(contact), "panel " + role.word(), token, allowed, wrong);
                judge(call.of("another"), "panel " + role.word() + " of another", token, false, wrong);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void keysAndTokensOfTheIdentityProviderOpenTheSame() {
        String key = "Bearer "
                + guests.call(Guests.admin(), "POST", "/api/api-keys", """
                        {"name": "roles-%s", "roles": ["agent"]}""".formatted(guests.newContact()))
                        .json()
                        .path("key")
                        .asText();
        String token = "Bearer "
                + IdentityProvider.token("anna", List.of("support-team"), "contact-bot-status", Instant.now());
        Map<String, String> wrong = new TreeMap<>();
        for (Call call : calls()) {
            int byPassword = code(call, Guests.login(Role.AGENT));
            for (String way : List.of(key, token)) {
                if (isRefused(code(call, way)) != isRefused(byPassword)) {
                    wrong.put(call + " " + way.substring(0, 10), String.valueOf(byPassword));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void judge(Call call, String who, @Nullable String login, boolean allowed, Map<String, String> wrong) {
        int code = code(call, login);
        boolean right = allowed ? !isRefused(code) : code == (login == null ? 401 : 403);
        if (!right) {
            wrong.put(call + " by " + who, (allowed ? "allowed" : "refused") + " by the table, but " + code);
        }
    }

    private int code(Call call, @Nullable String login) {
        Reply reply = guests.call(
                login, call.method(), call.path(), Set.of("POST", "PUT").contains(call.method()) ? "[]" : null);
        // The engine has a say of its own; its refusals have a type.
        return reply.code() == 403 && reply.body().contains("AuthorizationException") ? 200 : reply.code();
    }

    private static boolean isRefused(int code) {
        return code == 401 || code == 403;
    }

    private String loginWithoutRole() {
        return "Bearer " + IdentityProvider.token("nobody", List.of("cooks"), "contact-bot-status", Instant.now());
    }

    /** Every path with a handler of Spring's except the public ones, and some of Camunda's. */
    private Set<Call> calls() {
        Set<Call> calls = new LinkedHashSet<>(CAMUNDAS);
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<String> patterns = info.getPatternValues();
                Set<String> methods = info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
                for (String pattern : patterns) {
                    if (!FOR_EVERYBODY.contains(pattern) && !pattern.startsWith("/webhooks")) {
                        (methods.isEmpty() ? Set.of("GET", "POST") : methods)
                                .forEach(method -> calls.add(new Call(method, example(pattern))));
                    }
                }
            }
        }
        return calls;
    }

    private static String example(String pattern) {
        return pattern.replaceAll("\\{\\*?contactId}", "of-the-walk")
                .replaceAll("\\{[^}]*}", "none")
                .replace("/**", "/none");
    }

    private static List<Line> document() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String row : Files.readAllLines(DOCUMENT)) {
            Matcher line = LINE.matcher(row);
            if (line.matches()) {
                for (String method : line.group(1).split(", ", -1)) {
                    lines.add(new Line(method, line.group(2), list(line.group(3)), list(line.group(4))));
                }
            }
        }
        return lines;
    }

    private static Set<String> list(String words) {
        return Stream.of(words.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Set<Role> withAdmin(Set<Role> roles) {
        EnumSet<Role> all = EnumSet.of(Role.ADMIN);
        all.addAll(roles);
        return all;
    }

    private static Set<String> words(Set<? extends LowerCaseEnum> words) {
        return words.stream().map(LowerCaseEnum::word).collect(Collectors.toSet());
    }

    record Line(String method, String path, Set<String> roles, Set<String> panels) {

        boolean fits(Call call) {
            String pattern = Stream.of(path.split("/", -1))
                    .map(part -> part.startsWith("{") ? "[^/]+" : part.equals("**") ? part : Pattern.quote(part))
                    .collect(Collectors.joining("/"))
                    .replace("/**", "(/.*)?");
            return (method.equals("any") || HttpMethod.valueOf(method).matches(call.method()))
                    && call.path().matches(pattern);
        }
    }

    record Call(String method, String path) {

        Call of(String contact) {
            return new Call(method, path.replace("of-the-walk", contact));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
