package io.botstatus.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures the plugin beside other software for the same work: in turns, in one run, on one PostgreSQL. It prints a table of ratios
 * of the medians, and keeps every round's figure in {@code target/bench/side-by-side.json}.
 *
 * <p>{@code -Drows=permit,timers} runs some of the {@link Rows} only, and {@code -Drounds=1} is a quick run.
 */
public final class SideBySide {

    private static final int WARM_UP_ROUNDS = 15;
    private static final int NO_FASTER = 3;
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final Path FILE = Path.of("target/bench/side-by-side.json");

    private SideBySide() {}

    public static void main(String[] arguments) {
        LoggingSystem.get(SideBySide.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            run();
            System.exit(0); // the job executors' threads would keep it
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void run() throws Exception {
        Sides sides = new Sides();
        List<Result> results = new ArrayList<>();
        for (Row row : wanted()) {
            Result result = measure(row, row.turns().apply(sides));
            System.out.println(result.line());
            results.add(result);
        }
        System.out.printf("%n%s%n", Result.HEADER);
        results.forEach(result -> System.out.println(result.line()));
        Map<String, String> machine = Machine.describe();
        System.out.printf(
                "%n%d rounds in turns, of %d s where a rate is taken, with %d threads or clients; medians%n%s%n",
                ROUNDS,
                Loop.SECONDS,
                Loop.THREADS,
                machine.entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("; ")));
        keep(machine, results);
    }

    private static List<Row> wanted() {
        String names = System.getProperty("rows", "");
        if (names.isEmpty()) {
            return Rows.ALL;
        }
        return Arrays.stream(names.split(","))
                .map(name -> Rows.ALL.stream()
                        .filter(row -> row.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("There is no row " + name + " among "
                                + Rows.ALL.stream().map(Row::name).toList())))
                .toList();
    }

    private static Result measure(Row row, Row.Turns turns) throws Exception {
        warmUp(row, turns.ours());
        warmUp(row, turns.theirs());
        List<Figure> ours = new ArrayList<>();
        List<Figure> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(turns.ours().round().run());
            theirs.add(turns.theirs().round().run());
        }
        return new Result(row, turns.ours().name(), turns.theirs().name(), ours, theirs);
    }

    /** Repeats until the code is warm and the caches are full, and several rounds in a row are no faster than those before. */
    private static void warmUp(Row row, Contender contender) throws Exception {
        double best = 0;
        int noFaster = 0;
        for (int i = 0; i < WARM_UP_ROUNDS && noFaster < NO_FASTER; i++) {
            double rate = contender.round().run().value();
            if (row.cost()) {
                return;
            }
            noFaster = rate < 1.05 * best ? noFaster + 1 : 0;
            best = Math.max(best, rate);
        }
    }

    private static void keep(Map<String, String> machine, List<Result> results) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Result result : results) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("row", result.row().name());
            row.put("mark", result.row().mark());
            row.put("ours", Map.of("name", result.ours(), "rounds", result.ourRounds()));
            row.put("theirs", Map.of("name", result.theirs(), "rounds", result.theirRounds()));
            rows.add(row);
        }
        Files.createDirectories(FILE.getParent());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(FILE.toFile(), Map.of("machine", machine, "rows", rows));
    }
}
