package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A caller that sends its request piece by piece, by a socket of its own. */
public final class SlowCaller implements AutoCloseable {

    private final Socket socket;
    private String heard = "";
    private boolean ended;
    private int sent;

    private SlowCaller(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a server on this machine. */
    public static SlowCaller connect(int port) throws IOException {
        return new SlowCaller(new Socket("localhost", port));
    }

    public String heard() {
        return heard;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** How many characters of the body were sent. */
    int sent() {
        return sent;
    }

    /** Sends the head of a request for a body of so many bytes. */
    public SlowCaller call(String door, String headers, int length) {
        send(door + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Content-Length: " + length + "\r\n\r\n");
        sent = 0;
        return this;
    }

    public void send(String text) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            sent += text.length();
        } catch (IOException e) {
            ended = true; // closed by the server
        }
    }

    /** The bytes that arrive within so many milliseconds. */
    public String hears(int millis) throws IOException {
        byte[] piece = new byte[8192];
        socket.setSoTimeout(millis);
        try {
            int count = socket.getInputStream().read(piece);
            ended |= count < 0;
            String text = count < 0 ? "" : new String(piece, 0, count, StandardCharsets.UTF_8);
            heard += text;
            return text;
        } catch (SocketTimeoutException e) {
            return "";
        } catch (IOException e) {
            ended = true;
            return "";
        }
    }

    public String hearsToTheEnd() throws IOException {
        while (!ended) {
            String more = hears(10_000);
            assertThat(ended || !more.isEmpty()).as("the connection is closed").isTrue();
        }
        return heard;
    }

    /**
     * Goes on with a body that the server does not want, until it closes the connection.
     *
     * @return how long that took after the answer
     */
    public Duration sendsOnUntilTheEnd() throws IOException {
        hears(30_000);
        long answered = System.nanoTime();
        while (!ended && System.nanoTime() - answered < Duration.ofSeconds(15).toNanos()) {
            hears(500);
            send("x");
        }
        return Duration.ofNanos(System.nanoTime() - answered);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
