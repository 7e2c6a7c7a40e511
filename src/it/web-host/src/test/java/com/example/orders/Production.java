package com.example.orders;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application in a JVM of its own, with the jars that it has in production and none of the tests'. */
final class Production {

    /** Places two orders and goes. */
    public static void main(String[] args) {
        ConfigurableApplicationContext application = SpringApplication.run(OrdersApplication.class, args);
        application.getBean(Orders.class).place(2, "berta");
        application.getBean(Orders.class).place(3, "carla");
        System.exit(SpringApplication.exit(application));
    }

    static void runBeforeItHadThePlugin(String database) {
        run(database, jar -> !jar.contains("camunda-bot-status"));
    }

    static void run(String database) {
        run(database, jar -> true);
    }

    private static void run(String database, Predicate<String> jars) {
        try {
            String classpath = Stream.concat(
                            Stream.of("target/classes", "target/test-classes"),
                            Arrays.stream(Files.readString(Path.of("target/runtime-classpath.txt"))
                                    .trim()
                                    .split(File.pathSeparator)))
                    .filter(jars)
                    .collect(Collectors.joining(File.pathSeparator));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classpath,
                            Production.class.getName(),
                            "--spring.datasource.url=" + database,
                            "--spring.datasource.username=postgres",
                            "--server.port=0")
                    .inheritIO()
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("The application did not run; its log is above.");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
