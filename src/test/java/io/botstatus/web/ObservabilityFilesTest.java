package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every metric of the dashboard and the alerts exists. */
class ObservabilityFilesTest extends MeasuredServer {

    private static final Path FOLDER = Path.of("docs/observability");

    /** Prometheus' own: whether a scrape had an answer, and where it went. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance", "le");

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");

    private Scrape scrape = Scrape.of("");

    @BeforeEach
    void showAll() {
        server.newContact().ask("r1").ok();
        scrape = scrape();
    }

    @Test
    void everyAlertAsksForWhatIsThereAndTellsWhatToDo() throws IOException {
        List<Map<String, Object>> rules = rules();

        assertThat(rules)
                .extracting(rule -> rule.get("alert"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> {
            assertIsThere(String.valueOf(rule.get("expr")));
            assertThat(String.valueOf(rule.get("for"))).matches("\\d+m");
            assertThat(map(rule.get("labels"))).containsKey("severity");
            assertThat(map(rule.get("annotations"))).containsOnlyKeys("summary", "description");
        });
    }

    @Test
    void theDocumentTellsOfEveryAlert() throws IOException {
        String document = Files.readString(Path.of("docs/operations.md"));

        assertThat(rules()).allSatisfy(rule -> assertThat(document).contains("| `" + rule.get("alert") + "` |"));
    }

    @Test
    void everyPanelOfTheDashboardAsksForWhatIsThere() throws IOException {
        JsonNode dashboard = Answer.json(Files.readString(FOLDER.resolve("dashboard.json")));

        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panels::add);
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        List<String> expressions = dashboard.findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThanOrEqualTo(15).allSatisfy(this::assertIsThere);
        assertThat(dashboard.at("/templating/list").findValuesAsText("query"))
                .contains("prometheus", "label_values(botstatus_health, job)");
        for (String metric : scrape.types().keySet()) {
            if (metric.startsWith("botstatus_") && !metric.endsWith("_max")) {
                assertThat(String.join(" ", expressions)).as("a panel for it").contains(metric);
            }
        }
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(missing("sum(rate(botstatus_permits_total[5m]))")).isEmpty();
        assertThat(missing("sum(rate(botstatus_permits[5m]))")).containsExactly("botstatus_permits");
        assertThat(missing("sum by (cause) (botstatus_permits_total{answer=\"refused\"})"))
                .containsExactly("cause");
        assertThat(missing("botstatus_holds{contact=\"anna\"} > 3")).containsExactly("contact");
    }

    private void assertIsThere(String expression) {
        assertThat(missing(expression)).as(expression).isEmpty();
    }

    /** Names of metrics and labels in an expression that no scrape shows. */
    private Set<String> missing(String expression) {
        String plain = expression.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"").replaceAll("\\[[^]]*]", "");
        Set<String> labels = new TreeSet<>();
        for (String group : groups(GROUPING, plain)) {
            Stream.of(group.split(",", -1))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .forEach(labels::add);
        }
        String withoutGroups = GROUPING.matcher(plain).replaceAll(" ");
        groups(MATCHERS, withoutGroups).forEach(matchers -> labels.addAll(groups(LABEL, matchers)));
        Set<String> metrics = NAME.matcher(MATCHERS.matcher(withoutGroups).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(metrics).as(expression).isNotEmpty();

        Set<String> missing = new TreeSet<>(metrics);
        missing.removeAll(OF_PROMETHEUS);
        missing.removeAll(scrape.labels().keySet());
        Set<String> known = metrics.stream()
                .flatMap(metric -> scrape.labels().getOrDefault(metric, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(LABELS_OF_PROMETHEUS);
        labels.removeAll(known);
        missing.addAll(labels);
        return missing;
    }

    private static List<String> groups(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = map(new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml"))));
        assertThat(file).containsOnlyKeys("groups");
        return list(file.get("groups")).stream()
                .flatMap(group -> list(group.get("rules")).stream())
                .toList();
    }

    @SuppressWarnings("unchecked") // as YAML is read
    private static List<Map<String, Object>> list(@Nullable Object value) {
        return (List<Map<String, Object>>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // as YAML is read
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
