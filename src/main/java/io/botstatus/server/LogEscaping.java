package io.botstatus.server;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps each record of the log on one line, so that no caller can forge a record. Line breaks and other control characters are
 * written as in Java ({@code \n}, {@code \u001b}). A stack trace keeps its lines, but the messages of its exceptions have one line
 * each.
 *
 * <p>Works with each pattern that the settings give to console and file. Structured logs (JSON) escape anyway. It applies to the
 * server only, not to the log of a host.
 */
final class LogEscaping implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final List<String> MESSAGES = List.of("m", "msg", "message");
    private static final List<String> EXCEPTIONS = List.of(
            "wEx", "wex", "ex", "exception", "throwable", "xEx", "xException", "xThrowable", "rEx", "rootException");

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1; // the appenders are there now
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (event.getSpringApplication().getAllSources().contains(BotStatusServer.class)
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Iterator<Appender<ILoggingEvent>> appenders =
                    context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
            appenders.forEachRemaining(LogEscaping::escape);
        }
    }

    private static void escape(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> writer
                && writer.getEncoder() instanceof PatternLayoutEncoder encoder
                && encoder.getLayout() instanceof PatternLayout layout) {
            MESSAGES.forEach(word -> layout.getInstanceConverterMap().put(word, EscapedMessageConverter::new));
            EXCEPTIONS.forEach(word -> layout.getInstanceConverterMap().put(word, EscapedStackTraceConverter::new));
            layout.start(); // reads the pattern again
        }
    }
}
