package io.botstatus.server.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A body that has arrived as a whole, to be read by the request that it belongs to. */
final class GatheredBody implements InputBuffer {

    private final Deque<ByteBuffer> pieces;

    private GatheredBody(Deque<ByteBuffer> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads a body to its end.
     *
     * @throws RefusedBodyException if it is too long, too slow, or one too many
     */
    static GatheredBody of(GuardedBody body) throws IOException {
        Deque<ByteBuffer> pieces = new ArrayDeque<>();
        Piece piece = new Piece();
        while (body.doRead(piece) >= 0) {
            ByteBuffer copy = ByteBuffer.allocate(piece.buffer.remaining());
            copy.put(piece.buffer).flip();
            pieces.add(copy);
        }
        return new GatheredBody(pieces);
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

    /** Where Tomcat puts what it has read. */
    private static final class Piece implements ApplicationBufferHandler {

        private ByteBuffer buffer = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer read) {
            buffer = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}
