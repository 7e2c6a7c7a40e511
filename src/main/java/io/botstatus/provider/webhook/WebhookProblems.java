package io.botstatus.provider.webhook;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LogLimit;
import io.botstatus.base.ProblemType;
import io.botstatus.database.Unavailable;
import io.botstatus.pause.NotDeployedException;
import io.botstatus.provider.TooLargeException;
import io.botstatus.provider.TooSlowException;
import io.botstatus.provider.UnauthenticException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers a wrong delivery with an RFC 9457 problem: 4xx if a retry would not help, 5xx if it would. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = WebhookProblems.class)
class WebhookProblems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookProblems.class);

    /** Limited, because any caller can send any number of webhooks that are refused. */
    private final LogLimit refused;

    WebhookProblems(@Qualifier("botClock") Clock clock) {
        this.refused = new LogLimit(LOG, 20, Duration.ofMinutes(1), clock);
    }

    @ExceptionHandler
    ProblemDetail malformed(InvalidValueException e, WebRequest request) {
        refused.warn("Refused a webhook that cannot be read: {}: {}", request.getDescription(false), e.getMessage());
        return problem(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unauthentic(UnauthenticException e, WebRequest request) {
        refused.warn(
                "Refused a webhook whose sender is not proven: {}: {}", request.getDescription(false), e.getMessage());
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Signature")
                .body(problem(HttpStatus.UNAUTHORIZED, e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail tooLarge(TooLargeException e) {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSlow(TooSlowException e) {
        return ResponseEntity.status(HttpStatus.REQUEST_TIMEOUT)
                .header(HttpHeaders.CONNECTION, "close") // the rest of the body is not awaited
                .body(problem(HttpStatus.REQUEST_TIMEOUT, e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooBusy(TooBusyException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .header(HttpHeaders.CONNECTION, "close")
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }

    /**
     * Answers a failure on our side with 503, so that the platform retries. A failure that is not the database's stays as it is.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> ours(RuntimeException e) {
        boolean passes = Unavailable.isCauseOf(e);
        if (passes) {
            LOG.warn("A webhook cannot be taken now, and will have to be sent again: {}", Unavailable.inShort(e));
        } else if (e instanceof DataAccessException
                || e instanceof TransactionException
                || e instanceof NotDeployedException) {
            LOG.error("A webhook could not be taken, and will have to be sent again", e);
        } else {
            throw e;
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(
                        HttpStatus.SERVICE_UNAVAILABLE, "Nothing of this delivery has had any effect. Send it again."));
    }

    /** Spring's own refusals, such as an unknown connection, say no more than their status. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            problem.setType(ProblemType.of(status.value()));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ProblemDetail problem(HttpStatus status, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(ProblemType.of(status.value()));
        return problem;
    }
}
