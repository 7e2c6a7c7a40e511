package io.botstatus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** The lines of the house: which room may know which, and what no room does. */
@AnalyzeClasses(packages = "io.botstatus", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {

    @ArchTest
    static final ArchRule dataFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("status")
            .definedBy("io.botstatus.status..")
            .layer("process")
            .definedBy("io.botstatus.process..")
            .layer("reply")
            .definedBy("io.botstatus.reply..")
            .layer("message")
            .definedBy("io.botstatus.message..")
            .layer("web")
            .definedBy("io.botstatus.web..")
            .layer("provider")
            .definedBy("io.botstatus.provider..")
            .layer("server")
            .definedBy("io.botstatus.server..")
            .layer("testkit")
            .definedBy("io.botstatus.testkit..")
            .layer("metrics")
            .definedBy("io.botstatus.metrics..")
            .whereLayer("metrics")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("testkit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("provider")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("web", "provider")
            .whereLayer("reply")
            .mayOnlyBeAccessedByLayers("web", "provider", "message", "testkit", "metrics")
            .whereLayer("process")
            .mayOnlyBeAccessedByLayers("web", "provider", "message", "reply", "testkit")
            .whereLayer("status")
            .mayOnlyBeAccessedByLayers(
                    "web", "provider", "message", "reply", "process", "testkit", "server", "metrics");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("io.botstatus.(*)..").should().beFreeOfCycles();

    /** So that the engine's forks can be served later by touching one room, and the test kit that drives it. */
    @ArchTest
    static final ArchRule onlyTheProcessRoomKnowsTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages("io.botstatus.process..", "io.botstatus.testkit..", "io.botstatus.server..")
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
            .doNotHaveFullyQualifiedName("io.botstatus.process.EngineClock")
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
}
