package io.botstatus.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.web.OpenApi.Operation;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The OpenAPI document, which is written by hand, says what the controllers do. */
@ServerTest
class ApiDocumentTest {

    /** Camunda's and Spring's are described elsewhere, and pages are for browsers. */
    private static final Pattern OURS = Pattern.compile("io\\.botstatus\\.(web|provider\\.webhook)\\..*");

    @Autowired
    private Server server;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private OpenApi document;

    @BeforeEach
    void readTheDocument() {
        document = new OpenApi(server.get("/v3/api-docs").ok());
    }

    @Test
    void itListsEveryCallAndNoOther() {
        assertThat(document.operations().stream().map(ApiDocumentTest::call))
                .containsExactlyInAnyOrderElementsOf(handlers().keySet());
    }

    @Test
    void itNamesEveryParameterAndNoOther() {
        Map<String, HandlerMethod> handlers = handlers();
        for (Operation operation : document.operations()) {
            HandlerMethod handler = requireNonNull(handlers.get(call(operation)), operation.id());
            assertThat(names(operation, "path")).as(operation + " path").isEqualTo(names(handler, PathVariable.class));
            assertThat(names(operation, "query"))
                    .as(operation + " query")
                    .isEqualTo(names(handler, RequestParam.class));
            assertThat(names(operation, "header"))
                    .as(operation + " header")
                    .isEqualTo(names(handler, RequestHeader.class));
        }
    }

    @Test
    void itNamesEveryFieldOfABodyAndNoOther() {
        Map<String, HandlerMethod> handlers = handlers();
        for (Operation operation : document.operations()) {
            JsonNode schema = operation.bodySchema();
            Set<String> fields = Arrays.stream(requireNonNull(handlers.get(call(operation)), operation.id())
                            .getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                    .flatMap(parameter -> Stream.of(parameter.getParameterType().getRecordComponents()))
                    .map(RecordComponent::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (schema != null && operation.path().startsWith("/api")) {
                assertThat(keys(schema.path("properties"))).as(operation.id()).containsAll(fields);
                fields.add("models"); // let pass where settings are written
                assertThat(fields).as(operation.id()).containsAll(keys(schema.path("properties")));
            }
        }
    }

    @Test
    void everyCallSaysWhatAReaderNeeds() {
        for (Operation operation : document.operations()) {
            assertThat(operation.id()).matches("[a-z]+[A-Za-z]+");
            assertThat(operation.call().path("summary").asText())
                    .as(operation.id())
                    .isNotBlank()
                    .doesNotEndWith(".");
            assertThat(operation.call().path("tags")).as(operation.id()).hasSize(1);
            assertThat(operation.parameters("path").stream()
                            .filter(one -> !one.path("required").asBoolean()))
                    .as(operation.id())
                    .isEmpty();
            if (operation.hasBody() && operation.path().startsWith("/api")) {
                assertThat(operation.examples()).as(operation.id()).isNotEmpty();
            }
        }
    }

    /** Else the comparison of answers could not fail. */
    @Test
    void aMissingAndAnUnknownFieldDoNotFit() {
        JsonNode permit = Answer.json("{\"$ref\": \"#/components/schemas/ReplyPermit\"}");
        JsonNode key = Answer.json("{\"$ref\": \"#/components/schemas/NewApiKey\"}");
        String full =
                "\"granted\": true, \"duplicate\": false, \"remaining\": 1, \"epoch\": 0, \"botStatus\": \"active\"";

        assertThat(document.wrong(permit, Answer.json("{" + full + "}"))).isEmpty();
        assertThat(document.wrong(permit, Answer.json("{" + full + ", \"more\": 1}")))
                .hasSize(1);
        assertThat(document.wrong(permit, Answer.json("{" + full.replace("\"epoch\": 0, ", "") + "}")))
                .hasSize(1);
        assertThat(document.wrong(permit, Answer.json("{" + full.replace("active", "asleep") + "}")))
                .hasSize(1);
        assertThat(document.wrong(key, Answer.json("{\"key\": \"bsk_\", \"more\": 1}")))
                .hasSizeGreaterThan(9);
    }

    @Test
    void itHasTheVersionOfTheBuild() throws IOException {
        assertThat(server.get("/v3/api-docs").ok().at("/info/version").asText())
                .isEqualTo(versionIn("pom.xml", "<artifactId>camunda-bot-status</artifactId>\\s*<version>([^<]+)"));
        assertThat(server.get("/v3/asyncapi.yaml").text())
                .contains("version: "
                        + server.get("/v3/api-docs").ok().at("/info/version").asText());
    }

    @Test
    void itIsThereAsYamlTooAndNeedsNoLogin() {
        for (String path : List.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/asyncapi.yaml", "/api-docs")) {
            assertThat(server.unsigned("GET", path).code()).as(path).isEqualTo(200);
        }
        assertThat(server.unsigned("GET", "/v3/api-docs.yaml").text()).startsWith("openapi: 3.1.0\n");
        assertThat(server.unsigned("GET", "/v3/asyncapi.yaml").text())
                .contains("$ref: './api-docs.yaml#/components/schemas/StatusChanged'");
        assertThat(server.unsigned("GET", "/v3/api-docs/nowhere").code()).isEqualTo(401);
    }

    @Test
    void itSaysWhereTheServerIsForWhomAProxyCarries() {
        assertThat(server.get("/v3/api-docs", "X-Forwarded-Prefix", "/desk")
                        .ok()
                        .at("/servers/0/url")
                        .asText())
                .isEqualTo("/desk");
        assertThat(server.get("/v3/api-docs.yaml", "X-Forwarded-Prefix", "/desk")
                        .text())
                .contains("  - url: \"/desk\"\n");
    }

    private static String versionIn(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of(file)))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** The methods of controllers by the calls that they answer. One answers paths without an id, which are no call. */
    private Map<String, HandlerMethod> handlers() {
        Map<String, HandlerMethod> handlers = new TreeMap<>();
        mappings.stream()
                .map(RequestMappingHandlerMapping::getHandlerMethods)
                .map(Map::entrySet)
                .flatMap(Collection::stream)
                .filter(entry ->
                        OURS.matcher(entry.getValue().getBeanType().getName()).matches())
                .filter(entry ->
                        !entry.getKey().getMethodsCondition().getMethods().isEmpty())
                .forEach(entry -> calls(entry.getKey()).forEach(call -> handlers.put(call, entry.getValue())));
        return handlers;
    }

    private static Stream<String> calls(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream().flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                .map(method -> method.name() + " " + path));
    }

    private static String call(Operation operation) {
        return operation.verb() + " " + operation.path();
    }

    private static Set<String> names(Operation operation, String in) {
        return operation.parameters(in).stream()
                .map(one -> one.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(HandlerMethod handler, Class<? extends java.lang.annotation.Annotation> kind) {
        Function<MethodParameter, String> name = parameter -> {
            Object given = AnnotationUtils.getValue(parameter.getParameterAnnotation(kind), "name");
            Object value = AnnotationUtils.getValue(parameter.getParameterAnnotation(kind));
            return Stream.of(given, value)
                    .map(String::valueOf)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElseGet(() -> parameter.getParameter().getName());
        };
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(kind))
                .map(name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
