package io.botstatus.bench;

import io.botstatus.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.SpringBootVersion;

/** Describes the machine of the figures. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe() throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("revision", Tool.output(List.of("git", "describe", "--always", "--dirty")));
        facts.put("processors", Runtime.getRuntime().availableProcessors() + " x " + line("/proc/cpuinfo", "model name"));
        facts.put("memory", line("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("PostgreSQL", setting("server_version"));
        facts.put("fsync", setting("fsync"));
        facts.put("shared_buffers", setting("shared_buffers"));
        facts.put("Spring Boot", SpringBootVersion.getVersion());
        facts.put("Camunda", versionOf(ProcessEngine.class));
        facts.put("Flowable", org.flowable.engine.ProcessEngine.VERSION);
        facts.put("db-scheduler", versionOf(com.github.kagkarlsson.scheduler.Scheduler.class));
        facts.put("pgbench", Tool.output(List.of("pgbench", "--version")));
        return facts;
    }

    private static String setting(String name) {
        return TestDatabase.outside().sql("show " + name).query(String.class).single();
    }

    private static String versionOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? jarOf(type) : version;
    }

    private static String jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
    }

    private static String line(String file, String name) throws IOException {
        Path path = Path.of(file);
        return !Files.exists(path)
                ? "unknown"
                : Files.readAllLines(path).stream()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
    }
}
