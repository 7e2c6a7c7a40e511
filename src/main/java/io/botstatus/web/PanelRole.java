package io.botstatus.web;

import io.botstatus.status.Word;

/** What somebody may do with one contact's bot status. */
public enum PanelRole implements Word {
    /** See status and history, and change the status. */
    AGENT,
    /** See them. */
    VIEWER
}
