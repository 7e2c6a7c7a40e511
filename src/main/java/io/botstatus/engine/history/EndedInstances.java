package io.botstatus.engine.history;

import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityCache;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextListener;
import org.camunda.bpm.engine.impl.persistence.entity.AttachmentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ByteArrayEntity;
import org.camunda.bpm.engine.impl.persistence.entity.CommentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a bundled process that one command has ended, each its own root. When the command is over, those with more rows
 * than their one have all tables updated.
 */
final class EndedInstances implements CommandContextListener {

    private final KeptHistory kept;
    private final BiConsumer<String, Date> updateAllTables;
    private final Map<String, Date> removalTimes = new HashMap<>();

    /** @param updateAllTables tells the engine to write an instance's removal time into all of its history */
    EndedInstances(KeptHistory kept, BiConsumer<String, Date> updateAllTables) {
        this.kept = kept;
        this.updateAllTables = updateAllTables;
    }

    void add(String root, Date removalTime) {
        removalTimes.put(root, removalTime);
    }

    @Nullable
    Date removalTime(String root) {
        return removalTimes.get(root);
    }

    @Override
    public void onCommandContextClose(CommandContext command) {
        DbEntityCache cache = command.getDbEntityManager().getDbEntityCache();
        Set<String> written = written(cache);
        Set<String> unknown = new HashSet<>(removalTimes.keySet());
        unknown.removeIf(root -> written.contains(root) || hasBegunNow(root, cache));
        Set<String> stored = unknown.isEmpty() ? Set.of() : kept.of(unknown);
        if (!stored.isEmpty()) {
            kept.endSteps(stored, ClockUtil.getCurrentTime());
        }
        removalTimes.forEach((root, removalTime) -> {
            if (written.contains(root) || stored.contains(root)) {
                updateAllTables.accept(root, removalTime);
            }
        });
    }

    @Override
    public void onCommandFailed(CommandContext command, Throwable failure) {
        // the transaction takes everything back
    }

    /** Those of which this command still has to write other rows than the one. */
    private Set<String> written(DbEntityCache cache) {
        Set<String> written = new HashSet<>();
        for (CachedDbEntity cached : cache.getCachedEntities()) {
            String root = rootOfOtherRow(cached.getEntity());
            if (root != null && removalTimes.containsKey(root)) {
                written.add(root);
            }
        }
        return written;
    }

    private static @Nullable String rootOfOtherRow(DbEntity entity) {
        if (entity instanceof HistoryEvent event) {
            return entity instanceof HistoricProcessInstanceEventEntity ? null : event.getRootProcessInstanceId();
        }
        if (entity instanceof HistoricVariableInstanceEntity variable) {
            return variable.getRootProcessInstanceId();
        }
        if (entity instanceof ByteArrayEntity bytes) {
            return bytes.getRootProcessInstanceId();
        }
        if (entity instanceof CommentEntity comment) {
            return comment.getRootProcessInstanceId();
        }
        return entity instanceof AttachmentEntity attachment ? attachment.getRootProcessInstanceId() : null;
    }

    /** An instance that begins and ends in one command has nothing in the database yet. */
    private static boolean hasBegunNow(String root, DbEntityCache cache) {
        CachedDbEntity row = cache.getCachedEntity(HistoricProcessInstanceEventEntity.class, root);
        return row != null && row.getEntityState() == DbEntityState.TRANSIENT;
    }
}
