package io.botstatus.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Measures the plugin beside other software for the same work: in turns, in one run, each in a process of its own. It prints a table of ratios
 * of the medians, and keeps every round's figure in {@code target/bench/side-by-side.json}.
 *
 * <p>{@code -Drows=permit,timers} runs some of the {@link Rows} only, and {@code -Drounds=1} is a quick run.
 */
public final class SideBySide {

    private static final int COMPARED = 4;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);
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
        Map<String, SideProcess> processes = new HashMap<>();
        List<Result> results = new ArrayList<>();
        for (Row row : wanted()) {
            Result result = measure(
                    row, contender(row, true, sides, processes), contender(row, false, sides, processes));
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
        return Arrays.stream(names.split(",")).map(Rows::of).toList();
    }

    private static Contender contender(Row row, boolean ours, Sides sides, Map<String, SideProcess> processes)
            throws IOException {
        Place place = ours ? row.ours() : row.theirs();
        if (place.process() == null) {
            return place.side().apply(sides);
        }
        if (!processes.containsKey(place.process())) {
            processes.put(place.process(), SideProcess.start());
        }
        return processes.get(place.process()).side(row, ours);
    }

    private static Result measure(Row row, Contender our, Contender their) throws Exception {
        warmUp(row, our);
        warmUp(row, their);
        List<Figure> ours = new ArrayList<>();
        List<Figure> theirs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(our.round().run());
            theirs.add(their.round().run());
        }
        return new Result(row, our.name(), their.name(), ours, theirs);
    }

    /**
     * Repeats until the code is warm and the caches are full: the last rounds are together no faster than those before. A single
     * round says little, since the machine's speed varies.
     */
    private static void warmUp(Row row, Contender contender) throws Exception {
        List<Double> rates = new ArrayList<>();
        long start = System.nanoTime();
        while (rates.size() < row.warmUps()
                && System.nanoTime() - start < LONGEST_WARM_UP.toNanos()
                && (row.cost() || !isWarm(rates))) {
            rates.add(contender.round().run().value());
        }
    }

    private static boolean isWarm(List<Double> rates) {
        int rounds = rates.size();
        return rounds >= 2 * COMPARED
                && sum(rates, rounds - COMPARED, rounds)
                        < 1.03 * sum(rates, rounds - 2 * COMPARED, rounds - COMPARED);
    }

    private static double sum(List<Double> rates, int from, int to) {
        return rates.subList(from, to).stream().mapToDouble(rate -> rate).sum();
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
