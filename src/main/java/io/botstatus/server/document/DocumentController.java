package io.botstatus.server.document;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The documents of the API and their page. They hold no secret, so they need no login. */
@RestController
class DocumentController {

    /** Swagger UI sets styles of single elements. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'self'";

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");

    private final ApiDocument calls;
    private final ApiDocument events;

    DocumentController(
            @Value("${botstatus.web.path:/api}") String api,
            @Value("${botstatus.webhooks.path:/webhooks}") String webhooks) {
        this.calls = new ApiDocument("openapi.yaml", api, webhooks);
        this.events = new ApiDocument("asyncapi.yaml", api, webhooks);
    }

    @GetMapping("/v3/api-docs")
    ResponseEntity<String> json(HttpServletRequest request) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(calls.json(request.getContextPath()));
    }

    @GetMapping("/v3/api-docs.yaml")
    ResponseEntity<String> yaml(HttpServletRequest request) {
        return ResponseEntity.ok().contentType(YAML).body(calls.yaml(request.getContextPath()));
    }

    @GetMapping("/v3/asyncapi.yaml")
    ResponseEntity<String> events() {
        return ResponseEntity.ok().contentType(YAML).body(events.yaml(""));
    }

    @GetMapping("/api-docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", CONTENT_POLICY)
                .body(new ClassPathResource("pages/api-docs.html"));
    }

    @GetMapping("/api-docs/swagger-ui-bundle.js")
    ResponseEntity<Resource> script() throws IOException {
        return swaggerUi("swagger-ui-bundle.js", MediaType.parseMediaType("text/javascript;charset=UTF-8"));
    }

    @GetMapping("/api-docs/swagger-ui.css")
    ResponseEntity<Resource> style() throws IOException {
        return swaggerUi("swagger-ui.css", MediaType.parseMediaType("text/css;charset=UTF-8"));
    }

    /** Its folder is named after its version. */
    private static ResponseEntity<Resource> swaggerUi(String file, MediaType type) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/" + file);
        return ResponseEntity.ok().contentType(type).body(found[0]);
    }
}
