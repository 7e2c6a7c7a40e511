package io.botstatus.web;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Malformed HTTP, sent to one path after the other. */
public final class OddHttp {

    private static final int PATIENCE_MILLIS = 200;

    /**
     * 501 and 505 are the protocol's own answers to an unknown coding or version. The call of the login page sends a caller without
     * a login to that page, with any body.
     */
    private static final Pattern REFUSAL =
            Pattern.compile("HTTP/1\\.1 (4\\d\\d|501|505|302(?s:.*)Location: [^\r\n]*/login)");

    private final int port;
    private final String authorization;

    /**
     * @param authorization the header that lets in an admin
     */
    public OddHttp(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** Answers that are no refusals, each with the beginning of its request. */
    public List<String> unfairAnswersOf(String door) throws IOException {
        List<String> unfair = new ArrayList<>();
        for (String request : requests(door)) {
            String answer = answer(request);
            if (!answer.isEmpty() && !REFUSAL.matcher(answer).lookingAt()) {
                unfair.add((request.substring(0, Math.min(150, request.length())) + " was answered " + answer)
                        .replaceAll("[^ -~]+", "?"));
            }
        }
        return unfair;
    }

    private List<String> requests(String path) {
        String head = "Host: localhost\r\nAuthorization: " + authorization + "\r\nContent-Type: application/json\r\n";
        return List.of(
                "\r\n\r\n\r\n\u0000\u0001\u0002",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", // a TLS hello
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET\r\n\r\n",
                "GET " + path + " HTTP/9.9\r\n" + head + "\r\n",
                "GET " + path + " HTTP/1.1\r\n\r\n", // no host
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\nHost: a b/\u0000\r\n\r\n",
                "G\u0000T " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "NONSENSE " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "TRACE " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "CONNECT localhost:1 HTTP/1.1\r\n" + head + "\r\n",
                "X".repeat(20_000) + " " + path + " HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "%00 HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "/%2e%2e/%2e%2e HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "/%zz HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "/%ff HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "/a\u00ffb HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "/<>{}| HTTP/1.1\r\n" + head + "\r\n",
                "GET http://elsewhere.example:1" + path + "%00 HTTP/1.1\r\n" + head + "\r\n",
                "GET http://[::1" + path + " HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + "?" + "a=b&".repeat(3_000) + " HTTP/1.1\r\n" + head + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "X-Long: " + "x".repeat(100_000) + "\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head + "X-A: 1\r\n".repeat(5_000) + "\r\n",
                "GET " + path + " HTTP/1.1\r\n" + head
                        + " folded: 1\r\nno colon\r\n: empty\r\nX\u0000: 1\r\nX-B: a\u0000b\r\n\r\n",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: -1\r\n\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: 99999999999999999999\r\n\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: x\r\n\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Content-Length: 100\r\n\r\n{}", // never comes
                "POST " + path + " HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "POST " + path + " HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n",
                "POST " + path + " HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Transfer-Encoding: nonsense\r\n\r\n{}",
                "POST " + path + " HTTP/1.1\r\n" + head + "Expect: the-unexpected\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** The bytes that come within a while. The caller then disconnects, even in the middle. */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                byte[] beginning = new byte[2_000];
                int count = socket.getInputStream().read(beginning);
                return count < 0 ? "" : new String(beginning, 0, count, StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException e) {
                return ""; // it waits for the rest, which never comes
            } catch (IOException e) {
                return ""; // closed while this was still sending
            }
        }
    }
}
