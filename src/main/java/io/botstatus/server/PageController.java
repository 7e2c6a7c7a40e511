package io.botstatus.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The server's own pages. Their files are static, and their data comes from the API. */
@Controller
class PageController {

    /** Allows nothing of other sites, no inline code, and no frame except in this server's pages. */
    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'self'";

    private final String api;

    PageController(@Value("${botstatus.web.path:/api}") String api) {
        this.api = api;
    }

    @GetMapping("/")
    ResponseEntity<String> conversation(HttpServletRequest request) {
        // The conversation plays the platform and the bot too, which an agent may not do.
        return isAdmin(request)
                ? page("conversation", request)
                : ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create(request.getContextPath() + "/contacts"))
                        .build();
    }

    @GetMapping("/contacts")
    ResponseEntity<String> contacts(HttpServletRequest request) {
        return page("contacts", request);
    }

    @GetMapping("/login")
    ResponseEntity<String> login(HttpServletRequest request) {
        return page("login", request);
    }

    private ResponseEntity<String> page(String name, HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            csrf.getToken(); // sets the cookie: the page sends it with each change
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", CONTENT_POLICY)
                .body(html(name).replace("<body", "<body data-admin=\"" + isAdmin(request) + "\""));
    }

    private static boolean isAdmin(HttpServletRequest request) {
        return request.isUserInRole("ADMIN");
    }

    private String html(String name) {
        try {
            return new ClassPathResource("pages/" + name + ".html")
                    .getContentAsString(StandardCharsets.UTF_8)
                    // The path has no special characters, so it needs no escaping in HTML.
                    .replace("content=\"./api\"", "content=\"." + api + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
