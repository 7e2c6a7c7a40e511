package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Log lines about a contact have the contact and the running process instance as fields, and no other lines do. */
@ServerTest
class LogFieldsTest {

    private static final String FAILING = "The pause policy failed for contact ";

    @Autowired
    Server server;

    @Autowired
    Messages messages;

    @Autowired
    JdbcClient sql;

    private final List<String> deployments = new ArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // the fields are those of the moment
            super.append(event);
        }
    };

    @BeforeEach
    void listen() {
        // The container's lines come by it. An application of another test takes it away when it closes.
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.install();
        }
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void giveTheClockBack() {
        ClockUtil.reset();
    }

    @AfterEach
    void restore() {
        root.detachAppender(log);
        deployments.forEach(id -> server.delete("/engine-rest/deployment/" + id + "?cascade=true"));
    }

    @Test
    void aCallThatMakesAProcessLogNamesContactAndInstance() throws IOException {
        deployFailingPolicy();
        TestContact contact = server.newContact();

        contact.report("m1", "human").ok();

        ILoggingEvent line = only(FAILING + contact.id());
        assertThat(line.getLevel()).isEqualTo(Level.ERROR);
        assertThat(line.getMDCPropertyMap())
                .containsEntry("contactId", contact.id())
                .containsEntry("processInstanceId", contact.onlyPause());
    }

    @Test
    void soDoesAMessageThatComesByTheEnginesOwnApi() throws IOException {
        deployFailingPolicy();
        TestContact contact = server.newContact();

        contact.correlate("bot.manualMessageSent", "{}");

        assertThat(only(FAILING + contact.id()).getMDCPropertyMap())
                .containsEntry("contactId", contact.id())
                .containsEntry("processInstanceId", contact.onlyPause());
    }

    @Test
    void whatIsReportedInJavaNamesTheContactAndLeavesTheCallersFieldsAsTheyWere() throws IOException {
        deployFailingPolicy();
        TestContact contact = server.newContact();
        MDC.put("contactId", "the caller's");
        try {
            messages.report(
                    new Message(ContactId.of(contact.id()), "m1", Sender.HUMAN, Instant.now(), null, null, Map.of()));

            assertThat(only(FAILING + contact.id()).getMDCPropertyMap()).containsEntry("contactId", contact.id());
            assertThat(MDC.get("contactId")).isEqualTo("the caller's");
            assertThat(MDC.get("processInstanceId")).isNull();
        } finally {
            MDC.remove("contactId");
        }
    }

    @Test
    void theContainersLineOfAFailedCallNamesTheContact() {
        TestContact contact = server.newContact();

        failing(contact);

        assertThat(only("Servlet.service()").getMDCPropertyMap()).containsEntry("contactId", contact.id());
    }

    @Test
    void noLineOfALaterCallNamesTheContactOfAnEarlierOne() {
        TestContact contact = server.newContact();
        failing(contact);
        Server.atOnce(20, i -> contact.ask("r" + i).ok());
        Server.atOnce(20, i -> contact.askWith("""
                {"replyId": "r", "epoch": "none"}""").problem(400));
        contact.events(null).close();

        // A minute in which no other test has used up what callers without a login may log.
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2031-05-06T07:08:09Z")));
        Server.atOnce(20, i -> server.webhook("/webhooks/chatwoot", new byte[0], Map.of()));

        List<ILoggingEvent> later = log.list.stream()
                .filter(line -> line.getFormattedMessage().contains("Refused a webhook"))
                .toList();
        assertThat(later).hasSize(20).allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                .doesNotContainKeys("contactId", "processInstanceId"));
    }

    /** A call with an error that is not the caller's and not the database's. */
    private void failing(TestContact contact) {
        sql.sql("""
                        create function fail() returns trigger language plpgsql as
                        $$ begin raise exception 'fails' using errcode = '42703'; end $$""").update();
        sql.sql("create trigger fail before insert on bot_hold for each row execute function fail()")
                .update();
        try {
            assertThat(contact.set("{\"status\": \"inactive\"}").code()).isEqualTo(500);
        } finally {
            sql.sql("drop trigger fail on bot_hold").update();
            sql.sql("drop function fail").update();
        }
    }

    private void deployFailingPolicy() throws IOException {
        String policy = Files.readString(Path.of("bpmn/bot-pause-policy.dmn"))
                .replaceFirst("<text>\"snoozed\"</text>", "<text>if cause != null then \"asleep\" else null</text>");
        deployments.add(server.deploy("failing policy", Map.of("bot-pause-policy.dmn", policy))
                .ok()
                .path("id")
                .asText());
    }

    private ILoggingEvent only(String message) {
        List<ILoggingEvent> lines = log.list.stream()
                .filter(line -> line.getFormattedMessage().contains(message))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
