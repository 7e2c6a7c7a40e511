package io.botstatus;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a server and its database, and does to the line what happens to lines. */
public final class TcpProxy implements Closeable {

    private enum Line {
        WORKS,
        /** Connections break, and new ones are refused at once. */
        CUT,
        /** Nothing comes through, and neither side gets an error. */
        SILENT
    }

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final int port;
    private volatile ServerSocket door;
    private volatile Line line = Line.WORKS;
    private volatile Duration delay = Duration.ZERO;

    /**
     * Opens a port of its own.
     *
     * @param target the database's port on this machine
     */
    public TcpProxy(int target) {
        this.target = target;
        this.door = listen(0);
        this.port = door.getLocalPort();
    }

    public int port() {
        return port;
    }

    public synchronized void cut() {
        line = Line.CUT;
        close(door);
        breakAll();
    }

    /** Bytes on their way stay there until the line is restored. */
    public void silence() {
        line = Line.SILENT;
    }

    /** Drops all connections without an error, as a failover does. */
    public void forgetConnections() {
        open.forEach(TcpProxy::close);
        open.clear();
    }

    public void slowDown(Duration each) {
        delay = each;
    }

    public synchronized void restore() {
        delay = Duration.ZERO;
        if (line == Line.CUT) {
            door = listen(port);
        }
        line = Line.WORKS;
    }

    private void breakAll() {
        forgetConnections();
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            thread(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                thread(() -> pump(client, server));
                thread(() -> pump(server, client));
            } catch (IOException e) {
                // The proxy or the database is closed, and the client gets the error.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!delay.isZero()) {
                    Thread.sleep(delay.toMillis());
                }
                while (line == Line.SILENT) {
                    Thread.sleep(20);
                }
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side is gone, and takes the other along.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        cut();
    }
}
