package io.botstatus.server.camunda;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.GuardedServerTest;
import io.botstatus.server.security.Guests;
import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The guards of the engine itself, behind the login. */
@GuardedServerTest
class EngineAccessTest {

    @Autowired
    Guests guests;

    @Autowired
    RepositoryService repository;

    @Test
    void buildersRunAndLookAtEverythingButGiveNobodyRights() {
        String builder = Guests.login(Role.BUILDER);

        assertThat(guests.call(builder, "POST", "/engine-rest/message", """
                        {"messageName": "bot.manualMessageSent", "businessKey": "%s"}""".formatted(guests.newContact()))
                        .code())
                .isEqualTo(204);
        assertThat(guests.call(builder, "GET", "/engine-rest/process-definition/count", null)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        assertThat(guests.call(builder, "POST", "/engine-rest/user/create", """
                        {"profile": {"id": "eve"}, "credentials": {"password": "let me in, please"}}""").code())
                .isEqualTo(403);
        assertThat(guests.call(builder, "POST", "/engine-rest/authorization/create", """
                        {"type": 1, "userId": "the-builder", "permissions": ["ALL"], "resourceType": 0, "resourceId": "*"}""")
                        .code())
                .isEqualTo(403);
    }

    @Test
    void theAdminGivesRights() {
        assertThat(guests.call(Guests.login(Role.ADMIN), "GET", "/engine-rest/authorization/count", null)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dataSource", "panelKey", "apiKeys", "adminAccount", "processEngine", "botHolds", "environment"})
    void modelsReachNoBeanThatIsNotForThem(String bean) {
        Reply refused = run("${" + bean + " != null}");

        assertThat(refused.code()).isEqualTo(500); // as Camunda answers a start that fails
        assertThat(refused.body())
                .contains("Cannot resolve identifier '" + bean + "'")
                .doesNotContain("\\tat ");
    }

    @Test
    void modelsReachTheBeansOfTheBuildersGuide() {
        assertThat(run("${contactBots.responding('nobody')}").code()).isEqualTo(200);
        assertThat(run("${botCalendar != null && setContactBotStatus != null && checkContactBot != null}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void theListOfBeansIsWhatTheBundledModelsName() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".bpmn")).toList()) {
                Matcher bean = Pattern.compile("(?:delegateExpression|expression)=\"\\$\\{(\\w+)")
                        .matcher(Files.readString(file));
                while (bean.find()) {
                    named.add(bean.group(1));
                }
            }
        }
        named.remove("execution");
        Set<String> listed = new TreeSet<>(DocumentedBeans.OF_BUNDLED_MODELS);
        listed.addAll(DocumentedBeans.FOR_BUILDERS);
        assertThat(listed).containsAll(named);
    }

    @Test
    void takesNoSerializedJavaObjectsAndNoExpressionsInQueries() {
        String start = "/engine-rest/process-definition/key/bot-pause/start";
        assertThat(guests.call(Guests.login(Role.BUILDER), "POST", start, """
                        {"businessKey": "%s", "variables": {"status": {"value": "rO0ABXQAAWE=", "type": "Object",
                         "valueInfo": {"objectTypeName": "java.lang.String",
                         "serializationDataFormat": "application/x-java-serialized-object"}}}}""".formatted(guests.newContact()))
                        .body())
                .contains("Java serialization format is prohibited");
        assertThat(guests.call(Guests.login(Role.BUILDER), "POST", "/engine-rest/task", """
                        {"assigneeExpression": "${''.getClass()}"}""")
                        .code())
                .isEqualTo(400);
    }

    private Reply run(String expression) {
        String key = "beans-" + guests.newContact();
        repository
                .createDeployment()
                .addModelInstance(
                        key + ".bpmn",
                        Bpmn.createExecutableProcess(key)
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask()
                                .camundaExpression(expression)
                                .endEvent()
                                .done())
                .deploy();
        return guests.call(
                Guests.login(Role.BUILDER), "POST", "/engine-rest/process-definition/key/" + key + "/start", "{}");
    }
}
