package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A caller's text stays on its line of the log, as the server writes it. */
@GuardedServerTest
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest {

    private static final String FORGED = "2030-01-01T00:00:00.000Z ERROR 1 --- [main] forged : all data is gone";

    @Autowired
    Guests guests;

    @Test
    void aMessageNameForgesNone(CapturedOutput output) {
        guests.call(Guests.admin(), "POST", "/engine-rest/message", """
            {"messageName": "x\\n%s"}\
            """.formatted(FORGED));

        assertThat(output.toString().lines()).noneMatch(line -> line.startsWith(FORGED));
    }

    @Test
    void neitherAMessageNorAnExceptionIsSeveralLines(CapturedOutput output) {
        Exception failure = new IllegalStateException(
                "outer\n" + FORGED, new IllegalArgumentException("inner\r\n" + FORGED + "\u001b[2J\u2028"));
        failure.addSuppressed(new IllegalArgumentException("beside\r" + FORGED));

        LoggerFactory.getLogger(LogLinesTest.class).warn("said {}", "a\r\n" + FORGED, failure);

        assertThat(output.toString().lines()).noneMatch(line -> line.startsWith(FORGED));
        assertThat(output.toString())
                .contains("said a\\r\\n" + FORGED, "outer\\n" + FORGED, "inner\\r\\n" + FORGED + "\\u001b[2J\\u2028")
                .contains("beside\\r" + FORGED)
                .doesNotContain("\u001b[2J")
                .containsPattern("\\R\\tat io\\.botstatus\\.server\\.security\\.LogLinesTest");
    }
}
