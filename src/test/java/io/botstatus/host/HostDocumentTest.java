package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;

/** docs/host.md lists exactly what the plugin adds. */
class HostDocumentTest {

    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^|]*`) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]*)`");

    private static HostApplication host;
    private static String document = "";

    @BeforeAll
    static void start() throws IOException {
        host = HostApplication.start(WebApplicationType.SERVLET, TestDatabase.newDatabase());
        document = Files.readString(Path.of("docs/host.md"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void listsEveryBean() {
        assertThat(listed("Beans"))
                .isEqualTo(host.pluginBeans().stream()
                        .filter(bean -> !bean.contains("io.botstatus."))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void listsEveryTable() {
        assertThat(listed("Tables")).isEqualTo(host.tables());
    }

    @Test
    void listsEveryDeployment() {
        assertThat(listed("Deployments")).containsExactlyInAnyOrderElementsOf(host.deployments());
    }

    /** The names in the first column of the section's tables. */
    private static Set<String> listed(String section) {
        String text = document.split("\n## " + section + "\n", 2)[1].split("\n## ", 2)[0];
        return FIRST_CELL
                .matcher(text)
                .results()
                .flatMap(cell -> NAME.matcher(cell.group(1)).results())
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
