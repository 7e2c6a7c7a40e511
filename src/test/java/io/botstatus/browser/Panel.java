package io.botstatus.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** The panel as a person finds it, by its visible texts and buttons. */
record Panel(Page page) {

    Locator icon() {
        return page.locator("contact-bot-status .icon");
    }

    Locator dialog() {
        return page.locator("contact-bot-status .panel");
    }

    Locator title() {
        return dialog().getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(2));
    }

    Locator answering() {
        return dialog().locator(".answering");
    }

    Locator reasons() {
        return dialog().getByRole(AriaRole.LISTITEM);
    }

    Locator countdown() {
        return dialog().getByRole(AriaRole.TIMER);
    }

    Locator choice(String status) {
        return dialog().getByRole(
                        AriaRole.RADIO,
                        new Locator.GetByRoleOptions().setName(status).setExact(true));
    }

    Locator reactivateAfter() {
        return dialog().getByLabel("Reactivate after");
    }

    Locator number() {
        return dialog().getByLabel("How long");
    }

    Locator unit() {
        return dialog().getByLabel("Unit");
    }

    Locator reason() {
        return dialog().getByLabel("Reason (optional)");
    }

    Locator error() {
        return dialog().getByRole(AriaRole.ALERT);
    }

    Locator notice() {
        return dialog().getByRole(AriaRole.STATUS);
    }

    Locator button(String name) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The icon's label for screen readers. */
    Locator saying(String title) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(title + ". Show and change the bot status."));
    }

    Panel open() {
        icon().click();
        return this;
    }
}
