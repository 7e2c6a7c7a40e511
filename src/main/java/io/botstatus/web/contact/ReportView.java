package io.botstatus.web.contact;

import io.botstatus.message.Report;

/** The result of a reported message, as JSON. */
record ReportView(boolean duplicate, String effect, String botStatus) {

    static ReportView of(Report report) {
        return new ReportView(
                report.duplicate(), report.effect().word(), report.status().word());
    }
}
