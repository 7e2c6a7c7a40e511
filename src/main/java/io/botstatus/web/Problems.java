package io.botstatus.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.ProblemType;
import io.botstatus.database.Unavailable;
import io.botstatus.pause.BotOffException;
import io.botstatus.pause.NotDeployedException;
import io.botstatus.pause.StaleEpochException;
import io.botstatus.reply.ClaimRefusedException;
import io.botstatus.reply.UnknownReplyException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers a wrong call with an RFC 9457 problem. */
@Order(Ordered.HIGHEST_PRECEDENCE) // before Boot's own, which does not name the wrong field
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems extends ResponseEntityExceptionHandler {

    private static final URI BLANK = URI.create("about:blank");

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail badValue(InvalidValueException e) {
        return problem(ProblemType.INVALID_VALUE, e);
    }

    @ExceptionHandler
    ProblemDetail unknownReply(UnknownReplyException e) {
        return problem(ProblemType.UNKNOWN_REPLY, e);
    }

    @ExceptionHandler
    ProblemDetail claimRefused(ClaimRefusedException e) {
        return problem(ProblemType.CLAIM_REFUSED, e);
    }

    @ExceptionHandler
    ProblemDetail stale(StaleEpochException e) {
        return problem(ProblemType.EPOCH_CHANGED, e);
    }

    @ExceptionHandler
    ProblemDetail botOff(BotOffException e) {
        return problem(ProblemType.BOT_OFF, e);
    }

    @ExceptionHandler
    ProblemDetail notDeployed(NotDeployedException e) {
        return problem(ProblemType.NOT_DEPLOYED, e);
    }

    /**
     * Answers a transient failure, such as a database that is away or full, with 503. The caller may retry soon, and nothing that
     * was acknowledged is lost. For a bot that asks for a permit it means no. Every other failure stays as it is.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(RuntimeException e) {
        if (!Unavailable.isCauseOf(e)) {
            throw e;
        }
        LOG.warn("A call cannot be answered now: {}", Unavailable.inShort(e));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(ProblemType.UNAVAILABLE, Unavailable.DETAIL));
    }

    /** A wildcard as the type of a body makes Spring fail before it looks for a reader. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> wildcard(IllegalArgumentException e, WebRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.contains("*")) {
            return unavailable(e);
        }
        return ResponseEntity.of(notJson(type)).build();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        headers.setAccept(List.of(MediaType.APPLICATION_JSON));
        return handleExceptionInternal(
                e, notJson(request.getHeader(HttpHeaders.CONTENT_TYPE)), headers, status, request);
    }

    private static ProblemDetail notJson(@Nullable String type) {
        return problem(
                ProblemType.NOT_JSON,
                new InvalidValueException(HttpHeaders.CONTENT_TYPE, type, MediaType.APPLICATION_JSON_VALUE));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // A filter may have refused the rest of the body, in the middle of it.
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof ErrorResponseException refused) {
            return handleErrorResponseException(refused, headers, refused.getStatusCode(), request);
        }
        return handleExceptionInternal(e, unreadable(e.getCause()), headers, status, request);
    }

    /** Spring's own refusals say no more than their status. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && BLANK.equals(problem.getType())) {
            problem.setType(ProblemType.of(status.value()));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ProblemDetail problem(ProblemType type, RuntimeException e) {
        return problem(type, e.getMessage());
    }

    private static ProblemDetail problem(ProblemType type, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
        problem.setType(type.uri());
        return problem;
    }

    private static ProblemDetail unreadable(@Nullable Throwable cause) {
        String wrong = wrongField(cause);
        return wrong != null
                ? problem(ProblemType.INVALID_VALUE, wrong)
                : problem(
                        ProblemType.UNREADABLE_BODY,
                        "The body is no JSON object of the kind that this call takes, with each field once and nothing behind it."
                                + position(cause));
    }

    /** What is wrong with a field; null if the body as a whole is. */
    private static @Nullable String wrongField(@Nullable Throwable cause) {
        if (cause instanceof JsonMappingException mapping) {
            if (mapping.getCause() instanceof InvalidValueException invalid) {
                return String.valueOf(invalid.getMessage());
            }
            String path = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? String.valueOf(reference.getIndex())
                            : reference.getFieldName())
                    .collect(Collectors.joining("."));
            if (mapping instanceof MismatchedInputException mismatch
                    && mismatch.getTargetType() != null
                    && !path.isEmpty()) {
                return path + " has a value of the wrong type. Allowed: " + type(mismatch.getTargetType()) + ".";
            }
        }
        return null;
    }

    /** Where the reader gave up; empty if there is no body at all. */
    private static String position(@Nullable Throwable cause) {
        JsonLocation at = cause instanceof JacksonException unreadable ? unreadable.getLocation() : null;
        return at == null || at.getLineNr() < 1
                ? ""
                : " It is wrong at line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String type(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                ? "a whole number"
                : type == String.class ? "a text" : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
