package io.botstatus.web.contact;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.identity.Aliases;
import io.botstatus.message.Messages;
import io.botstatus.pause.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.SentReplies;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactStates;
import io.botstatus.web.WebProperties;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The calls about contacts. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration(afterName = "io.botstatus.web.WebAutoConfiguration")
@ConditionalOnSpringMvc
class ContactWebAutoConfiguration {

    @Bean
    ContactController botContactController(
            ContactStates states,
            BotEvents events,
            BotPauses pauses,
            Messages messages,
            ContactErasure erasure,
            @Qualifier("botClock") Clock clock) {
        return new ContactController(states, events, pauses, messages, erasure, clock);
    }

    @Bean
    AliasController botAliasController(Aliases aliases, ContactStates states) {
        return new AliasController(aliases, states);
    }

    @Bean
    ReplyController botReplyController(ReplyPermits permits, SentReplies sentReplies) {
        return new ReplyController(permits, sentReplies);
    }

    @Bean
    ContactListController botContactListController(ContactStates states) {
        return new ContactListController(states);
    }

    /** Found by Spring MVC by its type. */
    @Bean
    MappedInterceptor botLogFields(WebProperties properties) {
        String contact = properties.path() + "/contacts/{contactId}";
        return new MappedInterceptor(new String[] {contact, contact + "/**"}, new ContactLogContext());
    }

    @Bean
    FilterRegistrationBean<ContactLogContext> botLogFieldsEnd() {
        FilterRegistrationBean<ContactLogContext> filter = new FilterRegistrationBean<>(new ContactLogContext());
        filter.setName("botLogFieldsEnd");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return filter;
    }
}
