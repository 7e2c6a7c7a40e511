package io.botstatus.web.token;

import io.botstatus.base.LowerCaseEnum;

/** The role of a panel's user for one contact's bot status. */
public enum PanelRole implements LowerCaseEnum {
    /** Sees status and history, and changes the status. */
    AGENT,
    /** Sees status and history. */
    VIEWER
}
