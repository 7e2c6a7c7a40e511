package io.botstatus.server.camunda;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * The beans that expressions in models can name: those for builders, and those of the bundled models. Without this, expressions
 * could name every bean of the application, also the data source and the server's secrets.
 *
 * <p>Beans are looked up at each use, because most of them need the engine, which is still being built here.
 */
final class DocumentedBeans extends AbstractMap<Object, Object> {

    /** The beans in docs/builders.md. */
    static final Set<String> FOR_BUILDERS =
            Set.of("setContactBotStatus", "checkContactBot", "requestBotReply", "contactBots", "botCalendar");

    /** The beans of the bundled models, older versions too, whose instances go on. */
    static final Set<String> OF_BUNDLED_MODELS = Set.of(
            "readManualMessage",
            "readWorkflowMessage",
            "readMessageLimit",
            "readStatusRequest",
            "readPausePolicy",
            "noteBotTrigger",
            "placeBotHold",
            "reactivateContactBot",
            "releaseBotHolds",
            "awaitActiveBot",
            "changeNextContacts",
            "takeBackNextBatch",
            "endReplacedPauses",
            "postStatusChange");

    private final BeanFactory beans;

    DocumentedBeans(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String bean
                && (FOR_BUILDERS.contains(bean) || OF_BUNDLED_MODELS.contains(bean))
                && beans.containsBean(bean);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String bean && containsKey(bean) ? beans.getBean(bean) : null;
    }

    /** Not needed to find a bean. */
    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return FOR_BUILDERS.stream()
                .filter(this::containsKey)
                .map(name -> Map.<Object, Object>entry(name, beans.getBean(name)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
