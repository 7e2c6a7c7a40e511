package io.botstatus.engine.expression;

import java.time.ZoneId;
import java.util.List;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.CustomFunctionTransformer;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.valuemapper.ValueMapper;

/**
 * The engine's FEEL, whose {@code now()} and {@code today()} follow the engine's clock as its timers do. Camunda's own asks the
 * system's clock, so a test that moves the time would not reach it. The zone is the JVM's, as in Camunda's.
 */
final class ClockFeelEngine extends ScalaFeelEngine {

    ClockFeelEngine(List<FeelCustomFunctionProvider> functions) {
        super(functions);
    }

    @Override
    protected FeelEngine buildFeelEngine(CustomFunctionTransformer functions, ValueMapper.CompositeValueMapper values) {
        FeelEngine camundas = super.buildFeelEngine(functions, values);
        return new FeelEngine(
                camundas.functionProvider(),
                camundas.valueMapper(),
                camundas.configuration(),
                () -> ClockUtil.getCurrentTime().toInstant().atZone(ZoneId.systemDefault()));
    }
}
