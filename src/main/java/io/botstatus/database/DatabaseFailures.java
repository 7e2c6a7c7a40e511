package io.botstatus.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a database that cannot be used by Spring Boot's failure report, in place of a stack trace. */
final class DatabaseFailures extends AbstractFailureAnalyzer<UnsuitableDatabaseException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnsuitableDatabaseException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
