package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botstatus.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.util.UriComponentsBuilder;

/** Work that has begun before the shutdown comes to its end. */
class ShutdownTest {

    private final String database = TestDatabase.newDatabase();

    @BeforeEach
    void nothingHasBegun() {
        Work.begin();
    }

    @Test
    void aCallThatIsAtWorkIsAnswered() throws Exception {
        ServletWebServerApplicationContext server = start();
        deploy(server, startEvent());
        CompletableFuture<HttpResponse<String>> call =
                call(server.getWebServer().getPort());
        Work.begun.acquire();

        CompletableFuture<Void> stop = stop(server);

        assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stop.get(60, TimeUnit.SECONDS);
        assertThat(Work.interrupted).isFalse();
        assertThat(left()).isZero();
    }

    /** More of them than threads: those that wait in the executor's queue would be left alone by other nodes until their lock is over. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void jobsThatHaveBegunAreDoneAndTheOthersGivenBack(int threads) throws Exception {
        ServletWebServerApplicationContext server = start("--camunda.bpm.job-execution.core-pool-size=" + threads);
        deploy(server, startEvent().camundaAsyncAfter());
        RuntimeService runtime = server.getBean(RuntimeService.class);
        for (int n = 0; n < 6; n++) {
            runtime.startProcessInstanceByKey("slow");
        }
        await().until(() -> locked() == 6);

        CountDownLatch closing = new CountDownLatch(1);
        server.addApplicationListener(new ApplicationListener<ContextClosedEvent>() {
            @Override
            public void onApplicationEvent(ContextClosedEvent event) {
                closing.countDown();
            }
        });
        CompletableFuture<Void> stop = stop(server);
        closing.await();
        runtime.startProcessInstanceByKey("slow"); // as another node would
        stop.get(60, TimeUnit.SECONDS);

        assertThat(Work.interrupted).isFalse();
        assertThat(left()).isLessThanOrEqualTo(7 - threads);
        assertThat(locked()).isZero();
    }

    private ServletWebServerApplicationContext start(String... more) {
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(BotStatusServer.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.datasource.url=" + database,
                                        "--spring.datasource.username=postgres",
                                        "--botstatus.admin-password=secret",
                                        "--server.port=0"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static StartEventBuilder startEvent() {
        return Bpmn.createExecutableProcess("slow")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent();
    }

    private static void deploy(ServletWebServerApplicationContext server, StartEventBuilder start) {
        server.getBean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        "slow.bpmn",
                        start.serviceTask("does")
                                .camundaClass(Work.class)
                                .endEvent()
                                .done())
                .deploy();
    }

    private static CompletableFuture<Void> stop(ServletWebServerApplicationContext server) {
        CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
        Work.stopping.countDown();
        return stop;
    }

    private long left() {
        return count("act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_ where p.key_ = 'slow'");
    }

    private long locked() {
        return count("act_ru_job where process_def_key_ = 'slow' and lock_owner_ is not null");
    }

    private long count(String rows) {
        return JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""))
                .sql("select count(*) from " + rows)
                .query(Long.class)
                .single();
    }

    private static CompletableFuture<HttpResponse<String>> call(int port) {
        URI start = UriComponentsBuilder.fromUriString("http://localhost/engine-rest")
                .port(port)
                .path("/process-definition/key/slow/start")
                .build()
                .toUri();
        String login = Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(start)
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Ends a while after the shutdown has begun. */
    public static final class Work implements JavaDelegate {

        private static volatile Semaphore begun = new Semaphore(0);
        private static volatile CountDownLatch stopping = new CountDownLatch(1);
        private static volatile boolean interrupted;

        private static void begin() {
            begun = new Semaphore(0);
            stopping = new CountDownLatch(1);
            interrupted = false;
        }

        @Override
        public void execute(DelegateExecution execution) throws Exception {
            begun.release();
            try {
                stopping.await();
                Thread.sleep(2_000); // what the shutdown has to wait for
            } catch (InterruptedException e) {
                interrupted = true;
                throw e;
            }
        }
    }
}
