package io.botstatus.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A page of another site, with the panel in it: served from another port, which to a browser is another origin. */
final class OtherSite {

    private static final HttpServer SITE = serve();
    private static volatile String page = "";

    static final String ORIGIN = "http://localhost:" + SITE.getAddress().getPort();
    /** The same site under a name that is not allowed. */
    static final String STRANGER = "http://127.0.0.1:" + SITE.getAddress().getPort();

    private OtherSite() {}

    /** Shows this page from now on. */
    static void shows(String html) {
        page = html;
    }

    private static HttpServer serve() {
        try {
            HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            site.createContext("/", exchange -> {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
                exchange.sendResponseHeaders(200, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            site.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
