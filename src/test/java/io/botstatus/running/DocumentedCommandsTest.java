package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A block of commands that is new in the docs belongs into one of the two lists of {@link DocumentedCommandsIT}, and one that is gone out of it. */
class DocumentedCommandsTest {

    @Test
    void everyBlockIsTypedOrHasAReason() {
        List<DocumentedCommand> blocks = DocumentedCommand.all();

        assertThat(blocks)
                .filteredOn(block -> DocumentedCommandsIT.entries(block) != 1)
                .as("blocks with no entry, or with several")
                .isEmpty();
        assertThat(blocks).hasSize(DocumentedCommandsIT.TYPED.size() + DocumentedCommandsIT.UNTYPED.size());
    }
}
