package io.botstatus.server.security.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.base.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;

/** Writes answers that come before any controller in the form of the controllers' own (RFC 9457). */
public final class Problem {

    private static final ObjectMapper json =
            new ObjectMapper().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class);

    private Problem() {}

    public static void answer(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try (OutputStream body = response.getOutputStream()) {
            body.write(json(status, detail).getBytes(StandardCharsets.UTF_8));
        }
    }

    static String json(HttpStatus status, String detail) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(ProblemType.of(status.value()));
        return json.writeValueAsString(problem);
    }
}
