package io.botstatus.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The server's own pages. What they load is static; what they show, they ask the API for. */
@Controller
class PageController {

    /** Nothing of another site's, no inline code, and no frame around it but this server's. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'self'";

    private final String api;

    PageController(@Value("${botstatus.web.path:/api}") String api) {
        this.api = api;
    }

    @GetMapping("/")
    ResponseEntity<String> conversation(@Nullable CsrfToken csrf) {
        return page("conversation", csrf);
    }

    @GetMapping("/contacts")
    ResponseEntity<String> contacts(@Nullable CsrfToken csrf) {
        return page("contacts", csrf);
    }

    @GetMapping("/login")
    ResponseEntity<String> login(@Nullable CsrfToken csrf) {
        return page("login", csrf);
    }

    private ResponseEntity<String> page(String name, @Nullable CsrfToken csrf) {
        if (csrf != null) {
            csrf.getToken(); // asked for, so that its cookie is set: the page sends it with each change
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", CONTENT_POLICY)
                .header("Referrer-Policy", "same-origin")
                .body(html(name));
    }

    private String html(String name) {
        try {
            return new ClassPathResource("pages/" + name + ".html")
                    .getContentAsString(StandardCharsets.UTF_8)
                    // A path is of letters that mean nothing but themselves, in HTML too.
                    .replace("content=\"/api\"", "content=\"" + api + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
