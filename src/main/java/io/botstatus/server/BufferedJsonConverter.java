package io.botstatus.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;

/**
 * Writes a JSON answer in one piece, with its length. Spring's own converter flushes before it knows the end, so each answer is
 * sent in chunks: two writes to the network, and a caller that wakes up twice. This server's answers are at most pages of a list.
 */
final class BufferedJsonConverter extends MappingJackson2HttpMessageConverter {

    private static final int USUAL_SIZE = 1024;

    BufferedJsonConverter(ObjectMapper json) {
        super(json);
    }

    @Override
    protected void writeInternal(Object answer, @Nullable Type type, HttpOutputMessage message) throws IOException {
        ByteArrayOutputStream piece = new ByteArrayOutputStream(USUAL_SIZE);
        super.writeInternal(answer, type, new Written(message.getHeaders(), piece));
        message.getHeaders().setContentLength(piece.size());
        piece.writeTo(message.getBody());
    }

    private record Written(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
