package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accepted and refused deployments as a whole. */
class DeploymentCheckTest extends CheckScenario {

    private static final String RIGHT =
            Models.process("order", Models.task("setContactBotStatus", "status", "snoozed", "reactivateAfter", "PT2H"));
    private static final String WRONG = RIGHT.replace("PT2H", "2h");

    @Autowired
    ProcessEngineConfigurationImpl configuration;

    @Autowired
    DataSource dataSource;

    @Test
    void isRefusedWithOneMessageForAllItsFiles() {
        assertThat(deploy(
                        "b/second.bpmn20.xml",
                        Models.process("second", Models.call("bot-pause", Models.in("status", "asleep"))),
                        "own.dmn11.xml",
                        """
                        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="own" name="own" namespace="own">
                        <decision id="bot-pause-policy"/></definitions>""",
                        "a.bpmn",
                        WRONG.replace("status\">snoozed", "status\">asleep"),
                        "right.bpmn",
                        RIGHT.replace("order", "right"),
                        "notes.txt",
                        "status is asleep"))
                .isEqualTo("""
                        Nothing is deployed, since Contact Bot Status found 5 mistakes:
                        * a.bpmn, line 7, process 'order', serviceTask 'pause' (Pause the bot): status is 'asleep'. Allowed: active, \
                        snoozed, inactive.
                        * a.bpmn, line 8, process 'order', serviceTask 'pause' (Pause the bot): reactivateAfter is '2h'. %s
                        * b/second.bpmn20.xml, line 5, process 'second', callActivity 'call': contactId is missing. Allowed: the \
                        contact as business key (camunda:in businessKey) or as variable (camunda:in with the target contactId).
                        * b/second.bpmn20.xml, line 6, process 'second', callActivity 'call': status is 'asleep'. Allowed: active, \
                        snoozed, inactive.
                        * own.dmn11.xml, line 2, decision 'bot-pause-policy': decisionTable is missing. Allowed: a decision table \
                        with the outputs pauseAs, reactivateAfter, reactivateAt, extend, atMost, reason.""".formatted(DelegateTasksTest.A_DURATION));
    }

    @Test
    void isRefusedWithDetailsForModeler() {
        ParseException refusal = catchThrowableOfType(ParseException.class, () -> repository
                .createDeployment()
                .addString("a.bpmn", WRONG)
                .addString("b.bpmn", WRONG)
                .deploy());

        assertThat(refusal.getResorceReports())
                .extracting(ResourceReport::getResourceName)
                .containsExactly("a.bpmn", "b.bpmn");
        List<Problem> problems = refusal.getResorceReports().get(0).getErrors();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).getMessage()).isEqualTo("reactivateAfter is '2h'. " + DelegateTasksTest.A_DURATION);
        assertThat(problems.get(0).getMainElementId()).isEqualTo("pause");
        assertThat(problems.get(0).getLine()).isEqualTo(8);
        assertThat(problems.get(0).getColumn()).isPositive();
    }

    @Test
    void goesThroughOnceItIsRight() {
        assertThat(deploy("order.bpmn", WRONG)).isNotEmpty();
        assertThat(deploy("order.bpmn", RIGHT)).isEmpty();

        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("order")
                        .singleResult()
                        .getVersion())
                .isEqualTo(1);
    }

    @Test
    void isStillFilteredForWhatIsThereAlready() {
        String first = deployFiltered(RIGHT);
        String second = deployFiltered(RIGHT);
        assertThat(second).isEqualTo(first);

        assertThatThrownBy(() -> deployFiltered(WRONG)).isInstanceOf(ParseException.class);

        assertThat(deployFiltered(RIGHT)).isEqualTo(first);
    }

    @Test
    void thatIsInTheDatabaseAlreadyIsNeverLookedAtAgain() {
        deploy("order.bpmn", RIGHT);
        ProcessDefinition order = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("order")
                .singleResult();
        // The model of a plugin version without checks.
        JdbcClient.create(dataSource)
                .sql("update act_ge_bytearray set bytes_ = ? where deployment_id_ = ?")
                .params(WRONG.replace("Pause the bot", "Old").getBytes(StandardCharsets.UTF_8), order.getDeploymentId())
                .update();
        configuration.getDeploymentCache().discardProcessDefinitionCache();

        assertThat(nameOfTheTask(order)).isEqualTo("Old");
    }

    private @Nullable String nameOfTheTask(ProcessDefinition order) {
        return configuration.getCommandExecutorTxRequired().execute(context -> configuration
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(order.getId())
                .findActivity("pause")
                .getName());
    }

    @Test
    void withoutAnythingOfOursIsLeftAlone() {
        assertThat(deploy("other.bpmn", Models.process("other", """
                        <bpmn:serviceTask id="status" camunda:delegateExpression="${setStatus}"><bpmn:extensionElements>
                        %s</bpmn:extensionElements></bpmn:serviceTask>""".formatted(Models.inputOutput("status", "asleep")))))
                .isEmpty();
    }

    @Test
    void thatIsNoXmlIsRefusedInTheEnginesWordsWithTheLine() {
        assertThat(deploy("broken.bpmn", "<bpmn:definitions"))
                .startsWith("ENGINE-09003 Could not parse 'broken.bpmn'.")
                .contains("Line 1, column ")
                .doesNotContain("Contact Bot Status");
    }

    /** The bundled ones and the examples, as they lie where builders open them. */
    @Test
    void ofThePluginsOwnModelsGoesThrough() throws IOException {
        List<Path> models;
        try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
            models = files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn)"))
                    .toList();
        }
        assertThat(models).hasSizeGreaterThan(2);
        for (Path model : models) {
            assertThat(deploy(model.getFileName().toString(), Files.readString(model)))
                    .isEmpty();
        }
    }

    private String deployFiltered(String xml) {
        return repository
                .createDeployment()
                .name("an application")
                .enableDuplicateFiltering(true)
                .addString("order.bpmn", xml)
                .deploy()
                .getId();
    }
}
