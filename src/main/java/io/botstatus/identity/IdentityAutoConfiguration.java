package io.botstatus.identity;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.JoinedContacts;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration
class IdentityAutoConfiguration {

    @Bean
    Aliases botAliases(
            JoinedContacts contacts, ContactStates states, PauseInstances instances, Transactions transactions) {
        return new Aliases(contacts, states, instances, transactions);
    }
}
