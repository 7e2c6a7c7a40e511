package io.botstatus.web;

import java.net.URI;
import java.util.Map;
import org.springframework.test.context.TestPropertySource;

/** The server has a context path, and its API another path than usual. */
@ServerTest
@TestPropertySource(properties = {"botstatus.web.path=/bot/v1", "server.servlet.context-path=/desk"})
class ContextPathTest extends PublishedPath {

    @Override
    String path() {
        return "/desk";
    }

    @Override
    String api() {
        return "/bot/v1";
    }

    @Override
    String site() {
        return server.address("").replaceFirst("/desk$", "");
    }

    @Override
    URI address(String path) {
        return URI.create(site() + path);
    }

    @Override
    Map<String, String> headers() {
        return Map.of();
    }
}
