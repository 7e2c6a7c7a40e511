package io.botstatus.web.contact;

import io.botstatus.message.Report;

/** What a reported message brought about, as JSON. */
record ReportView(boolean duplicate, String effect, String botStatus) {

    static ReportView of(Report report) {
        return new ReportView(
                report.duplicate(), report.effect().word(), report.status().word());
    }
}
