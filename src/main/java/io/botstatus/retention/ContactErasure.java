package io.botstatus.retention;

import io.botstatus.engine.RunningFlow;
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
import io.botstatus.status.hold.JoinedContacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Deletes all data of a contact, in the plugin and in the engine.
 *
 * <ol>
 *   <li>One transaction under the contact's lock deletes its rows, the plugin's own process instances, and the data of the
 *       features. A pause that a builder's flow has called is released instead, and a flow that waits for the contact hears that it
 *       is active. These flows go on, and the result names them.
 *   <li>Then the engine's history of ended instances about the contact is deleted in batches of a hundred, each in its own
 *       transaction, because there may be years of it. A caller that is interrupted here calls again.
 * </ol>
 */
public final class ContactErasure {

    private static final Set<String> OWN = Set.of(BotPause.PROCESS, BotPause.PAUSE_AND_WAIT);

    private final EngineErasure engine;
    private final PauseInstances instances;
    private final List<ContactData> data;
    private final Holds holds;
    private final JoinedContacts joined;
    private final ContactStates states;
    private final Transactions transactions;

    ContactErasure(
            EngineErasure engine,
            PauseInstances instances,
            List<ContactData> data,
            Holds holds,
            JoinedContacts joined,
            ContactStates states,
            Transactions transactions) {
        this.engine = engine;
        this.instances = instances;
        this.data = data;
        this.holds = holds;
        this.joined = joined;
        this.states = states;
        this.transactions = transactions;
    }

    /**
     * Forgets a contact: its rows, the plugin's running instances, and the engine's history of ended instances of any process.
     * Running instances of other processes go on.
     *
     * @return the instances that go on and know the contact
     * @throws ConcurrencyFailureException if other transactions keep the history locked
     */
    public Forgotten forget(ContactId named) {
        List<ContactId> ids = transactions.run(() -> forgetPresent(named));
        ids.forEach(engine::forgetEnded);
        Set<RunningFlow> running = new LinkedHashSet<>();
        ids.forEach(id -> running.addAll(engine.forgetNames(id).running()));
        return new Forgotten(List.copyOf(running));
    }

    /** @return the contact and its aliases, all of which are forgotten */
    private List<ContactId> forgetPresent(ContactId named) {
        ContactId contact = holds.lock(named);
        List<ContactId> ids = Stream.concat(Stream.of(contact), joined.aliases(contact).stream())
                .toList();
        BotStatus status = states.of(contact).status();
        // Comes first, so that the end of an instance tells no listener.
        Set<String> finished = holds.forget(contact);
        for (ContactId id : ids) {
            data.forEach(kept -> kept.forget(id));
            engine.forgetJobs(id);
            engine.ownInstances(processes(), id).forEach(instance -> instances.delete(instance, "Contact forgotten"));
        }
        // These belong to a cohort or a bulk change without any contact left, or to a flow that called them and goes
        // on.
        instances.releaseLeft(List.copyOf(finished));
        if (status != BotStatus.ACTIVE) {
            ids.forEach(
                    id -> instances.wake(new StatusChange(id, Cause.MANUAL_CHANGE, status, BotStatus.ACTIVE, null)));
        }
        if (states.of(contact).holds().isEmpty()) {
            // Deletes what a flow that went on has written in between.
            holds.forget(contact);
            data.forEach(kept -> kept.forget(contact));
        }
        return ids;
    }

    private Set<String> processes() {
        return Stream.concat(OWN.stream(), data.stream().flatMap(kept -> kept.processes().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
