package io.botstatus.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A server of its own for tests that read {@code /actuator/prometheus}, with a target that receives changes. */
@ServerTest
@AutoConfigureObservability(tracing = false) // tests would switch the metrics off
@TestPropertySource(
        properties = {
            "botstatus.metrics.look-every=1ms",
            "botstatus.metrics.causes=complaint",
            "botstatus.health.interval=1h" // the database is shared with tests that leave it inconsistent on purpose
        })
@Import(MeasuredServer.Sensor.class)
abstract class MeasuredServer {

    private static final AtomicInteger ANSWER = new AtomicInteger(204);
    private static final HttpServer CRM = crm();

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @DynamicPropertySource
    static void target(DynamicPropertyRegistry properties) {
        properties.add(
                "botstatus.notify.targets.crm.url",
                () -> "http://localhost:" + CRM.getAddress().getPort() + "/");
        properties.add("botstatus.notify.targets.crm.secret", () -> "a secret of the tests");
    }

    private static HttpServer crm() {
        try {
            HttpServer crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            crm.createContext("/", exchange -> {
                exchange.sendResponseHeaders(ANSWER.get(), -1);
                exchange.close();
            });
            crm.start();
            return crm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void crmAnswers(int code) {
        ANSWER.set(code);
    }

    /** Something of the host application that can be unwell. */
    static class Sensor implements HealthIndicator {

        volatile Status status = Status.UP;

        @Override
        public Health health() {
            return Health.status(status).build();
        }
    }

    @AfterEach
    void restore() {
        crmAnswers(204);
        server.defaultSettings();
    }

    Scrape scrape() {
        return Scrape.of(server.get("/actuator/prometheus").text());
    }
}
