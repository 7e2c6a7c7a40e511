package io.botstatus.retention;

import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactData;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.Holds;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Deletes all that is known of a contact, here and in the engine.
 *
 * <ol>
 *   <li>In one transaction under the contact's lock: its rows, the plugin's own process instances, and what the features keep. A pause
 *       that a builder's flow has called is released instead, and a flow that waits for the contact hears that it is active: these flows
 *       go on, and the answer tells of them.
 *   <li>Then what the engine keeps of ended instances that were about the contact, a hundred at a time, in transactions of their own:
 *       there may be years of it. A caller that is interrupted here calls again.
 * </ol>
 */
public final class ContactErasure {

    private static final Set<String> OWN = Set.of(BotPause.PROCESS, BotPause.PAUSE_AND_WAIT);

    private final EngineErasure engine;
    private final PauseInstances instances;
    private final List<ContactData> data;
    private final Holds holds;
    private final ContactStates states;
    private final Transactions transactions;

    ContactErasure(
            EngineErasure engine,
            PauseInstances instances,
            List<ContactData> data,
            Holds holds,
            ContactStates states,
            Transactions transactions) {
        this.engine = engine;
        this.instances = instances;
        this.data = data;
        this.holds = holds;
        this.states = states;
        this.transactions = transactions;
    }

    /**
     * Forgets a contact: its rows, the plugin's running instances, and what the engine keeps of ended ones of any process. Running
     * instances of other processes go on.
     *
     * @return what goes on and knows the contact
     * @throws ConcurrencyFailureException if others keep the history locked
     */
    public Forgotten forget(ContactId contact) {
        transactions.run(() -> forgetPresent(contact));
        engine.forgetEnded(contact);
        return engine.forgetNames(contact);
    }

    private BotStatus forgetPresent(ContactId contact) {
        holds.lock(contact);
        BotStatus status = states.of(contact).status();
        // First, so that no end of an instance is told to anybody.
        Set<String> finished = holds.forget(contact);
        data.forEach(kept -> kept.forget(contact));
        engine.forgetJobs(contact);
        engine.ownInstances(processes(), contact).forEach(instance -> instances.delete(instance, "Contact forgotten"));
        // Of a cohort or a bulk change, of whose contacts nobody is left; or called by a flow, which goes on.
        instances.releaseLeft(List.copyOf(finished));
        if (status != BotStatus.ACTIVE) {
            instances.wake(new StatusChange(contact, Cause.MANUAL_CHANGE, status, BotStatus.ACTIVE, null));
        }
        if (states.of(contact).holds().isEmpty()) {
            // What a flow that went on has written in between.
            holds.forget(contact);
            data.forEach(kept -> kept.forget(contact));
        }
        return status;
    }

    private Set<String> processes() {
        return Stream.concat(OWN.stream(), data.stream().flatMap(kept -> kept.processes().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
