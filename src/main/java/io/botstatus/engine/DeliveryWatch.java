package io.botstatus.engine;

import io.botstatus.base.PacedWork;
import io.botstatus.database.BotDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Delivers status changes although a job executor may be idle or dead: deliveries begin within two seconds, whichever node made the
 * change.
 *
 * <ol>
 *   <li>An idle job executor looks for jobs once in {@code max-wait}, a minute by default. The engine wakes the executor of the
 *       node that commits a job. That node may have none, or be killed at that moment. So each node polls twice a second for
 *       waiting deliveries, and wakes its own executor.
 *   <li>A delivery that a killed node had acquired stays locked for {@code lock-time-in-millis}, five minutes by default. A node
 *       whose mark was seen and is missing in two polls in a row ({@link NodeLiveness}) is dead, and its deliveries are unlocked.
 *   <li>A node that was cut off but still runs loses nothing. The revision of the job has risen, so only one of two executions
 *       commits, as after the end of a lock.
 * </ol>
 *
 * <p>A poll is two statements on indexes. A node whose job executor is off neither polls nor has a mark.
 */
final class DeliveryWatch extends PacedWork {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LOOKS_UNTIL_DEAD = 2;
    private static final int AT_A_TIME = 100;

    private final Supplier<JobExecutor> executor;
    private final JdbcClient sql;
    private final NodeLiveness liveness;

    /** Nodes that were seen alive, with the number of polls in a row in which they were missing. */
    private final Map<Integer, Integer> missing = new HashMap<>();

    private boolean failed;

    DeliveryWatch(Supplier<JobExecutor> executor, BotDatabase database) {
        super("bot-status-deliveries-", BETWEEN_LOOKS);
        this.executor = executor;
        this.sql = database.sql();
        this.liveness = new NodeLiveness(database);
    }

    @Override
    protected Duration step() {
        try {
            JobExecutor own = executor.get();
            if (own.isActive()) {
                look(own);
            }
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.warn("Cannot read the status changes that wait to be delivered: {}", e.toString());
            }
            failed = true;
        }
        return BETWEEN_LOOKS;
    }

    private void look(JobExecutor own) {
        count(liveness.nodes(own.getLockOwner()));
        List<Waiting> waiting = waiting(own.getLockOwner());
        List<String> orphaned = waiting.stream()
                .filter(delivery -> delivery.owner() != null && isDead(delivery.ownerKey()))
                .map(Waiting::job)
                .toList();
        if (!orphaned.isEmpty()) {
            LOG.info("Unlocking {} deliveries of a node that is gone", unlock(orphaned));
        }
        if (!orphaned.isEmpty() || waiting.stream().anyMatch(delivery -> delivery.owner() == null)) {
            own.jobWasAdded();
        }
    }

    private void count(Set<Integer> living) {
        missing.replaceAll((node, looks) -> living.contains(node) ? 0 : Math.min(looks + 1, LOOKS_UNTIL_DEAD));
        living.forEach(node -> missing.putIfAbsent(node, 0));
        if (missing.size() > AT_A_TIME) { // nodes that went long ago: their jobs are free again
            missing.keySet().retainAll(living);
        }
    }

    private boolean isDead(int node) {
        return missing.getOrDefault(node, 0) >= LOOKS_UNTIL_DEAD;
    }

    /** Uses the engine's index on the type, which has rows only while deliveries wait. */
    private List<Waiting> waiting(String own) {
        return sql.sql("""
                        (select id_, null as lock_owner_, 0 as owner_key from act_ru_job
                          where handler_type_ = :type and retries_ > 0 and suspension_state_ = 1 and lock_owner_ is null
                            and (duedate_ is null or duedate_ <= :now) limit 1)
                        union all
                        (select id_, lock_owner_, hashtext(lock_owner_) from act_ru_job
                          where handler_type_ = :type and retries_ > 0 and suspension_state_ = 1 and lock_owner_ <> :own
                          limit :most)""")
                .param("type", StatusChangedDelivery.TYPE)
                .param("now", ClockUtil.getCurrentTime())
                .param("own", own)
                .param("most", AT_A_TIME)
                .query((row, n) ->
                        new Waiting(row.getString("id_"), row.getString("lock_owner_"), row.getInt("owner_key")))
                .list();
    }

    /** Unlocks only jobs that the dead node still owns: another node may have been faster. */
    private int unlock(List<String> jobs) {
        Integer[] dead = missing.keySet().stream().filter(this::isDead).toArray(Integer[]::new);
        return sql.sql("""
                        update act_ru_job set lock_owner_ = null, lock_exp_time_ = null, rev_ = rev_ + 1
                         where id_ = any(:jobs) and hashtext(lock_owner_) = any(:dead)""")
                .param("jobs", jobs.toArray(String[]::new))
                .param("dead", dead)
                .update();
    }

    /**
     * A delivery that waits.
     *
     * @param owner the node that has locked it; null if none has
     */
    private record Waiting(String job, @Nullable String owner, int ownerKey) {

        Waiting {
            Objects.requireNonNull(job);
        }
    }
}
