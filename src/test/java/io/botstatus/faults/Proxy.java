package io.botstatus.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between one node and the database. It can be slow, or swallow everything without an error. Afterwards the old
 * connections either continue or are forgotten: the database sees them close, as by its keepalives, and the node sees nothing, for
 * good.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile long delay;
    private volatile boolean hole;

    Proxy(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Each piece of data takes so long in each direction; 0: none. */
    void delay(long millis) {
        delay = millis;
    }

    void openHole() {
        hole = true;
    }

    void closeHole(boolean forget) {
        if (forget) {
            links.forEach(Link::forget);
        }
        hole = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Link link = new Link(server.accept());
                links.add(link);
                thread(link::connect);
            } catch (IOException e) {
                // closed
            }
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(Link::end);
    }

    private final class Link {
        private final Socket node;
        private final Socket database = new Socket();
        private volatile boolean forgotten;

        Link(Socket node) throws IOException {
            this.node = node;
            node.setTcpNoDelay(true);
        }

        void connect() {
            try {
                awaitNoHole();
                database.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5000);
                database.setTcpNoDelay(true);
                thread(() -> pump(node, database));
                pump(database, node);
            } catch (IOException e) {
                end();
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[16384];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (delay > 0) {
                        Wait.millis(delay);
                    }
                    awaitNoHole();
                    if (forgotten) {
                        return;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // one side is gone, so goes the other
            }
            // Neither does the end of a connection come through a hole, nor through one that is forgotten.
            awaitNoHole();
            if (!forgotten) {
                end();
            }
        }

        private void awaitNoHole() {
            while (hole) {
                Wait.millis(5);
            }
        }

        void forget() {
            forgotten = true;
            close(database);
        }

        void end() {
            links.remove(this);
            close(node);
            close(database);
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                // gone already
            }
        }
    }
}
