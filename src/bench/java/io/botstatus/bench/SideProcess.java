package io.botstatus.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * A process that plays sides of rows. Each line of its input asks for one round: the row's name, and whether the side is ours. It
 * answers with a line that begins with {@link #ANSWER}; all others are logs.
 */
public final class SideProcess {

    private static final String ANSWER = "round:";
    private static final String NONE = "-";

    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;

    private SideProcess(Process process) {
        this.process = process;
        this.questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it with this program's properties, until this program ends. */
    static SideProcess start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", ClassPath.ownAsText()));
        List.of("seconds", "postgres", "contacts").stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add(SideProcess.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new SideProcess(process);
    }

    /** The row's side, which runs in this process. */
    Contender side(Row row, boolean ours) throws IOException {
        return new Contender(ask(row, ours, "name"), () -> {
            String[] figure = ask(row, ours, "round").split(" ");
            return new Figure(
                    Double.parseDouble(figure[0]),
                    figure[1].equals(NONE)
                            ? null
                            : new Latency(Double.parseDouble(figure[1]), Double.parseDouble(figure[2])));
        });
    }

    private String ask(Row row, boolean ours, String what) throws IOException {
        questions.println(String.join(" ", row.name(), ours ? "ours" : "theirs", what));
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(ANSWER)) {
                return line.substring(ANSWER.length());
            }
        }
        throw new IllegalStateException("A process of " + row.name() + " has ended with " + process.onExit().join().exitValue());
    }

    public static void main(String[] arguments) {
        LoggingSystem.get(SideProcess.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        Sides sides = new Sides();
        Map<String, Contender> contenders = new HashMap<>();
        try (Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8)) {
            while (questions.hasNext()) {
                Row row = Rows.of(questions.next());
                Place place = questions.next().equals("ours") ? row.ours() : row.theirs();
                Contender contender = contenders.computeIfAbsent(
                        row.name() + place.process(), name -> place.side().apply(sides));
                System.out.println(ANSWER + (questions.next().equals("name") ? contender.name() : told(contender.round().run())));
            }
            System.exit(0); // the job executors' threads would keep it
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static String told(Figure figure) {
        Latency latency = figure.latency();
        return figure.value() + " " + (latency == null ? NONE : latency.median() + " " + latency.high());
    }
}
