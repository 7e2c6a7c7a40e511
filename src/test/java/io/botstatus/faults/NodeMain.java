package io.botstatus.faults;

import io.botstatus.server.BotStatusServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.boot.SpringApplication;

/**
 * The unchanged server, or one with a planted bug, with a clock that the test sets wrong: each line of its standard input says by how many milliseconds. It
 * ends with the process that has started it.
 */
final class NodeMain {

    private static final String PLANTED = "faults.planted";

    private NodeMain() {}

    /** The option of a node that has this bug. */
    static String withBug(Class<?> bug) {
        return "-D" + PLANTED + "=" + bug.getName();
    }

    public static void main(String[] args) throws ClassNotFoundException {
        Thread clock = new Thread(NodeMain::followClock, "clock");
        clock.setDaemon(true);
        clock.start();
        String bug = System.getProperty(PLANTED);
        Class<?>[] sources = bug == null
                ? new Class<?>[] {BotStatusServer.class}
                : new Class<?>[] {BotStatusServer.class, Class.forName(bug)};
        SpringApplication.run(sources, args);
    }

    private static void followClock() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ClockUtil.offset(Long.valueOf(line));
            }
        } catch (IOException e) {
            // the same as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
