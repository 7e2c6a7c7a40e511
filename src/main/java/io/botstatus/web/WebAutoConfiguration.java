package io.botstatus.web;

import io.botstatus.message.Messages;
import io.botstatus.process.BotPauses;
import io.botstatus.process.BulkChanges;
import io.botstatus.process.BundledModels;
import io.botstatus.process.Repairs;
import io.botstatus.process.Transactions;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ConditionalOnSwitch;
import io.botstatus.status.ContactStates;
import io.botstatus.status.EventFeed;
import io.botstatus.status.SettingsStore;
import jakarta.servlet.ServletRequestListener;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The HTTP API, where the application is a web application. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@EnableConfigurationProperties(WebProperties.class)
@AutoConfiguration(afterName = "io.botstatus.message.MessageAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(Problems.class)
class WebAutoConfiguration {

    @Bean
    ContactController botContactController(
            ContactStates states,
            BotEvents events,
            BotPauses pauses,
            Messages messages,
            ReplyPermits permits,
            SentReplies sentReplies,
            @Qualifier("botClock") Clock clock) {
        return new ContactController(states, events, pauses, messages, permits, sentReplies, clock);
    }

    @Bean
    ContactListController botContactListController(ContactStates states) {
        return new ContactListController(states);
    }

    @Bean
    BulkController botBulkController(BulkChanges bulk, @Qualifier("botClock") Clock clock) {
        return new BulkController(bulk, clock);
    }

    @Bean
    StrictBodies botStrictBodies() {
        return new StrictBodies();
    }

    /** Found by Spring MVC by its type. */
    @Bean
    MappedInterceptor botLogFields(WebProperties properties) {
        String contact = properties.path() + "/contacts/{contactId}";
        return new MappedInterceptor(new String[] {contact, contact + "/**"}, new ContactInLog());
    }

    /** A servlet container finds it by its type. */
    @Bean
    ServletRequestListener botLogFieldsEnd() {
        return new ContactInLog();
    }

    @Bean
    StatusStreams botStatusStreams(
            EventFeed feed,
            BotEvents events,
            ContactStates states,
            SettingsStore settings,
            ObjectProvider<StreamCallers> callers,
            @Qualifier("botClock") Clock clock) {
        return new StatusStreams(feed, events, states, settings, callers.getIfUnique(() -> open -> Set.of()), clock);
    }

    @Bean
    ContactEventsController botContactEventsController(StatusStreams streams) {
        return new ContactEventsController(streams);
    }

    @Bean
    @ConditionalOnBean(PanelTokens.class)
    PanelTokenController botPanelTokenController(PanelTokens tokens) {
        return new PanelTokenController(tokens);
    }

    @Bean
    @ConditionalOnBean(ApiKeys.class)
    ApiKeyController botApiKeyController(ApiKeys keys, @Qualifier("botClock") Clock clock) {
        return new ApiKeyController(keys, clock);
    }

    @Bean
    RepairController botRepairController(Repairs repairs) {
        return new RepairController(repairs);
    }

    @Bean
    SettingsController botSettingsController(SettingsStore settings, BundledModels models, Transactions transactions) {
        return new SettingsController(settings, models, transactions);
    }
}
