package io.botstatus.server;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Set;

/**
 * Writes the message of a log record on one line. Texts of several lines that the server itself writes at its start, or when the
 * start fails, stay as they are.
 */
final class EscapedMessageConverter extends ClassicConverter {

    private static final Set<String> OWN_TEXTS = Set.of(
            StartNotice.class.getName(),
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger");

    @Override
    public String convert(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return message == null || OWN_TEXTS.contains(event.getLoggerName()) ? String.valueOf(message) : escape(message);
    }

    /**
     * Escapes control characters, line and paragraph separators, and marks that change the direction of writing, as Java writes
     * them.
     */
    static String escape(String text) {
        if (text.codePoints().noneMatch(EscapedMessageConverter::isEscaped)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                line.append("\\n");
            } else if (c == '\r') {
                line.append("\\r");
            } else if (isEscaped(c)) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean isEscaped(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
