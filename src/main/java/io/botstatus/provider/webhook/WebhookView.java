package io.botstatus.provider.webhook;

import io.botstatus.message.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a delivery, as JSON, for whoever looks into a platform's log of its webhooks.
 *
 * @param ignored what was no message
 */
record WebhookView(List<ReportView> messages, List<String> ignored) {

    static WebhookView of(List<Report> reports, List<String> ignored) {
        return new WebhookView(reports.stream().map(ReportView::of).toList(), ignored);
    }

    /**
     * One message.
     *
     * @param evidence who wrote it, and what tells so
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
