package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trusted proxy publishes the server below a path and cuts that path off, as nginx does: location /bot/ { proxy_pass http://bot/; }. */
@ServerTest
class ProxyPrefixTest extends PublishedPath {

    private static final String PREFIX = "/inbox/bot";

    private String prefix = PREFIX;

    @Override
    String path() {
        return PREFIX;
    }

    @Override
    String api() {
        return "/api";
    }

    @Override
    String site() {
        return "https://desk.example.com";
    }

    @Override
    URI address(String path) {
        return URI.create(server.address(path.substring(PREFIX.length())));
    }

    @Override
    Map<String, String> headers() {
        return Map.of(
                "X-Forwarded-Prefix", prefix,
                "X-Forwarded-Proto", "https",
                "X-Forwarded-Host", "desk.example.com",
                "X-Forwarded-Port", "443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/inbox/bot/", "/inbox/bot"})
    void aSlashAtItsEndChangesNothing(String spelled) throws Exception {
        prefix = spelled;

        assertThat(location(get(PREFIX + "/contacts"))).isEqualTo("/inbox/bot/login?to=%2Fcontacts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "bot", "//evil.example", "/bot/../x", "/a b", "/bot\"><script>", "https://evil.example/"})
    void anythingElseThanAPathIsIgnored(String odd) throws Exception {
        prefix = odd;

        assertThat(location(get(PREFIX + "/contacts"))).isEqualTo("/login?to=%2Fcontacts");
    }
}
