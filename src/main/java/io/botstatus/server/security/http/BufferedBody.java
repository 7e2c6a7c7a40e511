package io.botstatus.server.security.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A complete body, which its request reads from memory. */
final class BufferedBody implements InputBuffer {

    private final Deque<ByteBuffer> pieces;

    private BufferedBody(Deque<ByteBuffer> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads a body to its end.
     *
     * @throws RefusedBodyException if it is too long, too slow, or one too many
     */
    static BufferedBody of(LimitedBody body) throws IOException {
        Deque<ByteBuffer> pieces = new ArrayDeque<>();
        BodyChunk piece = new BodyChunk();
        while (body.doRead(piece) >= 0) {
            ByteBuffer copy = ByteBuffer.allocate(piece.getByteBuffer().remaining());
            copy.put(piece.getByteBuffer()).flip();
            pieces.add(copy);
        }
        return new BufferedBody(pieces);
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) {
        ByteBuffer next = pieces.poll();
        if (next == null) {
            return -1;
        }
        handler.setByteBuffer(next);
        return next.remaining();
    }

    @Override
    public int available() {
        return pieces.isEmpty() ? 0 : pieces.peek().remaining();
    }
}
