package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.http.OutOfMemoryExit;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is out of memory ends, and so is started again. */
class OutOfMemoryExitTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"thread, 3", "request, 3", "wrapped, 3", "other, 0"})
    void aProcessThatIsOutOfMemoryEnds(String where, int exitCode) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutOfMemoryExitTest.class.getName(),
                        where,
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(exitCode);
    }

    public static void main(String[] args) throws Exception {
        OutOfMemoryExit.watchThreads();
        if (args[0].equals("thread")) {
            Thread thread = new Thread(() -> {
                throw new OutOfMemoryError("by the test");
            });
            thread.start();
            thread.join(); // never returns
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[1]);
        tomcat.setPort(0);
        tomcat.getEngine().getPipeline().addValve(new OutOfMemoryExit());
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "failing", new Failing(args[0]));
        context.addServletMappingDecoded("/", "failing");
        tomcat.start();
        URL address = new URL("http://localhost:" + tomcat.getConnector().getLocalPort() + "/");
        try (var answer = address.openConnection().getInputStream()) {
            System.out.println(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.out.println(e);
        }
        if (!args[0].equals("other")) {
            Thread.currentThread().join(); // the answer may come before the end; never returns
        }
        System.exit(0);
    }

    private static final class Failing extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final String how;

        private Failing(String how) {
            this.how = how;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
            switch (how) {
                case "request" -> throw new OutOfMemoryError("by the test");
                case "wrapped" -> throw new ServletException("Failed", new OutOfMemoryError("by the test"));
                default -> throw new ServletException("Failed", new IllegalStateException("not of memory"));
            }
        }
    }
}
