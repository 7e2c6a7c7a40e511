package io.botstatus.web.token;

import io.botstatus.base.LowerCaseEnum;

/** What somebody may do with one contact's bot status. */
public enum PanelRole implements LowerCaseEnum {
    /** See status and history, and change the status. */
    AGENT,
    /** See them. */
    VIEWER
}
