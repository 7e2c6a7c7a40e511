package io.botstatus.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections on which requests never come to their end: a byte of the body every four seconds, or half a head. One that the server closes
 * is opened again.
 */
final class SlowRequests implements AutoCloseable {

    private static final long BETWEEN_BYTES = 4_000;
    private static final List<String> DOORS = List.of(
            "POST /login",
            "POST /webhooks/nowhere",
            "POST /api/contacts/c/replies",
            "PUT /api/settings",
            "POST /engine-rest/message",
            "POST /camunda/api/admin/auth/user/default/login/cockpit",
            "GET /actuator/health",
            "GET /contacts",
            "POST /nowhere");

    private final int port;
    private final List<Slow> all = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Thread sender = new Thread(this::send, "slow-requests");
    private volatile boolean over;
    private volatile int rounds;
    private final AtomicInteger opened = new AtomicInteger();

    SlowRequests(int port, int bodies, int heads) {
        this.port = port;
        for (int n = 0; n < bodies; n++) {
            String type = n % 2 == 0 ? "application/x-www-form-urlencoded" : "application/json";
            all.add(new Slow(DOORS.get(n % DOORS.size()) + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nContent-Length: 60000\r\n\r\nx"));
        }
        for (int n = 0; n < heads; n++) {
            all.add(new Slow("GET /login HTTP/1.1\r\nHost: localhost\r\nX-Half: "));
        }
        sender.start();
    }

    /** One byte on each connection is a round. */
    void awaitRounds(int count) {
        Wait.until(Node.START, "the slow requests go on", () -> rounds >= count);
    }

    int opened() {
        return opened.get();
    }

    /** The beginnings of the answers, and how often each came. */
    synchronized Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    private void send() {
        long start = System.nanoTime();
        // Spread over the four seconds, as callers do who know nothing of each other.
        for (long sent = 0; !over; ) {
            long due = (System.nanoTime() - start) / 1_000_000 * all.size() / BETWEEN_BYTES;
            for (; sent < due; sent++) {
                all.get((int) (sent % all.size())).goOn();
            }
            rounds = (int) (sent / all.size());
            all.forEach(Slow::listen);
            Wait.millis(50);
        }
        all.forEach(Slow::hangUp);
    }

    private synchronized void note(String answer) {
        answers.merge(answer, 1, Integer::sum);
    }

    @Override
    public void close() {
        over = true;
        Wait.untilItEnds(sender);
    }

    private final class Slow {

        private final ByteBuffer heard = ByteBuffer.allocate(4_096);
        private final byte[] beginning;
        private SocketChannel channel;

        private Slow(String beginning) {
            this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
        }

        private void goOn() {
            try {
                if (channel == null) {
                    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    channel.configureBlocking(false);
                    channel.write(ByteBuffer.wrap(beginning));
                    opened.incrementAndGet();
                } else {
                    channel.write(ByteBuffer.wrap(new byte[] {'x'}));
                }
            } catch (IOException e) {
                hangUp();
            }
        }

        private void listen() {
            if (channel == null) {
                return;
            }
            try {
                heard.clear();
                int count = channel.read(heard);
                if (count < 0) {
                    hangUp();
                } else if (count > 12) {
                    note(new String(heard.array(), 9, 3, StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                hangUp();
            }
        }

        private void hangUp() {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // it is gone in any case
            }
            channel = null;
        }
    }
}
