package io.botstatus.provider.webhook;

import io.botstatus.message.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a delivery as JSON, for people who read a platform's log of its webhooks.
 *
 * @param ignored the entries that are no message
 */
record WebhookView(List<ReportView> messages, List<String> ignored) {

    static WebhookView of(List<Report> reports, List<String> ignored) {
        return new WebhookView(reports.stream().map(ReportView::of).toList(), ignored);
    }

    /**
     * One message.
     *
     * @param evidence the author, and the fields that tell it
     */
    record ReportView(
            String messageId,
            String contactId,
            String sender,
            @Nullable String evidence,
            boolean duplicate,
            String effect,
            String botStatus) {

        static ReportView of(Report report) {
            return new ReportView(
                    report.message().messageId(),
                    report.message().contact().value(),
                    report.sender().word(),
                    report.evidence(),
                    report.duplicate(),
                    report.effect().word(),
                    report.status().word());
        }
    }
}
