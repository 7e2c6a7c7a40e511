package io.botstatus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** The architecture rules: which package may know which, and what no package does. */
@AnalyzeClasses(packages = "io.botstatus", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    private static final Path SOURCES = Path.of("src/main/java/io/botstatus");

    /** With each further file a newcomer reads one more name before finding the right one. Split a larger package in two. */
    private static final int MOST_FILES = 25;

    @ArchTest
    static final ArchRule arrowsRunOneWay =
            classes().that().haveNameNotMatching(".*package-info").should(Rooms.liveInARoomAndKnowOnlyRoomsBelow());

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.botstatus.(**)").should().beFreeOfCycles();

    /** So only one package, and the test kit that drives it, has to change for a fork of the engine. */
    @ArchTest
    static final ArchRule onlyTheEngineRoomKnowsTheInsideOfTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages("io.botstatus.engine..", "io.botstatus.testkit", "io.botstatus.server.camunda")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda.bpm.engine.impl..", "org.camunda.bpm.dmn.engine.impl..");

    @ArchTest
    static final ArchRule theCoreKnowsNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.botstatus.base",
                    "io.botstatus.database",
                    "io.botstatus.status..",
                    "io.botstatus.reply",
                    "io.botstatus.message",
                    "io.botstatus.provider..",
                    "io.botstatus.web..",
                    "io.botstatus.metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule onlyTheDoorsKnowHttp = noClasses()
            .that()
            .resideOutsideOfPackages("io.botstatus.web..", "io.botstatus.provider..", "io.botstatus.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..");

    /** A host runs without it. */
    @ArchTest
    static final ArchRule onlyTheMetricsRoomKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage("io.botstatus.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.opentelemetry..");

    /** A host runs without any of them on its classpath. */
    @ArchTest
    static final ArchRule onlyTheTestKitKnowsTestLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("io.botstatus.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.junit..",
                    "org.assertj..",
                    "org.springframework.test..",
                    "org.camunda.bpm.engine.test..",
                    "io.botstatus.testkit..");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.botstatus.engine.EngineClock")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now");

    @ArchTest
    static final ArchRule sqlIsNeverPutTogetherByHand = noClasses()
            .that()
            .resideOutsideOfPackage("io.botstatus.server..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Statement.class);

    /** What needs more does more than one thing. A record that mirrors a row or a JSON object has the fields that this has. */
    @ArchTest
    static final ArchRule noConstructorTakesMoreThanSevenParameters = constructors()
            .that()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .and()
            .areDeclaredInClassesThat()
            .areNotEnums()
            .should(new ArchCondition<>("take at most seven parameters") {
                @Override
                public void check(JavaConstructor constructor, ConditionEvents events) {
                    if (constructor.getRawParameterTypes().size() > 7) {
                        events.add(SimpleConditionEvent.violated(constructor, constructor.getDescription()));
                    }
                }
            });

    @ArchTest
    static final ArchRule configurationsAndControllersAreNobodysApi = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .or()
            .haveSimpleNameEndingWith("Controller")
            .or()
            .haveSimpleNameEndingWith("Store")
            .and()
            .doNotHaveSimpleName("SettingsStore")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule everyRoomIsNullMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

    /**
     * A feature reads the engine's tables only by the package {@code engine} or by a function {@code bot_engine_...} of the schema.
     */
    @Test
    void onlyTheEngineRoomReadsTheEnginesTables() throws IOException {
        List<String> rooms = List.of("engine", "engine/group", "engine/history", "testkit", "server/camunda");
        Pattern table = Pattern.compile("\\bact_(ru|re|hi|ge|id)_", Pattern.CASE_INSENSITIVE);
        assertThat(sources()
                        .filter(file -> rooms.stream()
                                .noneMatch(room -> file.getParent().endsWith("io/botstatus/" + room)))
                        .filter(file -> table.matcher(read(file)).find()))
                .isEmpty();
    }

    @Test
    void noRoomIsFull() throws IOException {
        assertThat(sources().collect(Collectors.groupingBy(Path::getParent, Collectors.counting())))
                .allSatisfy((room, files) ->
                        assertThat(files).as("files in %s", room).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void everyRoomSaysWhatLivesInIt() {
        assertThat(Rooms.all())
                .allSatisfy(room -> assertThat(SOURCES.resolve(room.replace('.', '/') + "/package-info.java"))
                        .exists());
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
