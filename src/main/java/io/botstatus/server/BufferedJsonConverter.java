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
 * Writes an answer with its length, at once. Spring's own flushes before it knows that nothing follows, so that each answer is sent in
 * chunks: twice a write to the network, and twice a caller that wakes up. Answers of this server are pages at most.
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
