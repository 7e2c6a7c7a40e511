package io.botstatus.web.contact;

import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.ContactId;
import io.botstatus.web.Body;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The calls about the bot's replies to one contact: it asks for a permit, and claims the message that carries the reply. */
@RestController
@RequestMapping(
        path = WebProperties.PATH + "/contacts/{contactId}/replies",
        produces = MediaType.APPLICATION_JSON_VALUE)
class ReplyController {

    private final ReplyPermits permits;
    private final SentReplies sentReplies;

    ReplyController(ReplyPermits permits, SentReplies sentReplies) {
        this.permits = permits;
        this.sentReplies = sentReplies;
    }

    @PostMapping
    PermitView ask(@PathVariable String contactId, @RequestBody ReplyBody body) {
        return PermitView.of(permits.ask(ContactId.of(contactId), body.request()));
    }

    @PutMapping("/{replyId}")
    SentReplyView sent(
            @PathVariable String contactId,
            @PathVariable String replyId,
            @RequestBody SentReplyBody body,
            HttpServletRequest request) {
        String message = Body.required("messageId", body.messageId(), "the platform's id of the message");
        return SentReplyView.of(
                sentReplies.sentAs(ContactId.of(contactId), replyId, message, Person.of(request, null)));
    }
}
