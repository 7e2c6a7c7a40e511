package io.botstatus.rules;

import io.botstatus.LongRunning;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** The rules hold also if pauses share instances. Only the ends of holds are recorded later. */
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

    /** Leaves out commands that delete an instance, since that ends every pause of the instance. */
    @Override
    @Provide
    Arbitrary<List<Command>> histories() {
        return super.histories().map(commands -> commands.stream()
                .filter(command -> !(command instanceof Command.DeleteInstance)
                        && !(command instanceof Command.DeleteAllInstances))
                .toList());
    }
}
