package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs after all other tests, and fails where they have left a part of a model untouched. */
@Order(Integer.MAX_VALUE)
class ModelCoverageTest {

    @ParameterizedTest
    @MethodSource("models")
    void everyActivityAndSequenceFlowWasPassed(String process, Path file) {
        assumeThat(ModelCoverage.recorded(process) || System.getProperty("test") == null)
                .as("only some tests were to run, and none of them runs this process")
                .isTrue();

        assertThat(ModelCoverage.missing(process, file)).isEmpty();
    }

    static Stream<Arguments> models() {
        return ModelCoverage.MODELS.entrySet().stream().map(model -> Arguments.of(model.getKey(), model.getValue()));
    }
}
