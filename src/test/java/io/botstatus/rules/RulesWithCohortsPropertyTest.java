package io.botstatus.rules;

import io.botstatus.LongRunning;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** The same where pauses share instances: nothing of what the rules say may change, but for when the bookkeeping comes. */
@LongRunning
class RulesWithCohortsPropertyTest extends RulesPropertyTest {

    private static final RealBotStatus REAL = RealBotStatus.start(RealBotStatus.WithCohorts.class);

    @Override
    RealBotStatus real() {
        return REAL;
    }

    @Override
    Duration late() {
        return Duration.ofMinutes(1);
    }

    /** Without those in which somebody deletes an instance, since that ends every pause which it stands for. */
    @Override
    @Provide
    Arbitrary<List<Command>> histories() {
        return super.histories().map(commands -> commands.stream()
                .filter(command -> !(command instanceof Command.DeleteInstance)
                        && !(command instanceof Command.DeleteAllInstances))
                .toList());
    }
}
