package io.botstatus.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.botstatus.LongRunning;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of paused contacts: many contacts are selected, previewed, changed and taken back. */
class BulkPageIT extends BrowserScenario {

    private final String prefix = contact + "/";

    @AfterEach
    void goOn() {
        hold(false);
        server.mode("auto_pilot");
    }

    @Test
    void whatIsSelectedIsShownThenChangedAndTakenBack() {
        List.of("a", "b", "c").forEach(name -> server.manualMessage(prefix + name, "anna"));
        Page page = contacts();
        pick(page, "a").check();
        pick(page, "c").focus();
        page.keyboard().press("Space");
        assertThat(bar(page)).containsText("2 contacts selected");
        looksGood(page);
        bar(page).getByLabel("Set the bot to").selectOption("inactive");
        bar(page).getByLabel("Reactivate after").check();
        bar(page).getByLabel("How long").fill("2");
        bar(page).getByLabel("Unit").selectOption("days");
        bar(page).getByLabel("Reason").fill("stock-taking");
        page.keyboard().press("Enter");

        Locator preview = dialog(page, "Set 2 contacts to inactive?");
        assertThat(preview).containsText("2 contacts selected.");
        assertThat(preview.locator("dl > div"))
                .hasText(new String[] {"active now 0", "snoozed now 2", "inactive now 0"});
        assertThat(preview.locator("li")).hasText(new String[] {prefix + "a snoozed", prefix + "c snoozed"});
        looksGood(page);
        button(page, "Change 2 contacts").click();

        assertThat(result(page)).containsText("2 contacts set to inactive");
        assertThat(result(page)).containsText("It pauses 2 contacts now.");
        assertThat(result(page)).containsText("stock-taking");
        assertThat(page.locator("#change")).isFocused();
        assertThat(bar(page)).isHidden();
        assertThat(page.locator("tbody .status.inactive")).hasCount(2);
        assertThat(server.status(prefix + "c")
                        .path("holds")
                        .path(0)
                        .path("reason")
                        .asText())
                .isEqualTo("stock-taking");
        assertThat(server.status(prefix + "b").path("status").asText()).isEqualTo("snoozed");
        looksGood(page);

        button(page, "Undo").click();
        assertThat(result(page)).containsText("It pauses nobody any more.");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(server.status(prefix + "a").path("status").asText()).isEqualTo("active");
        button(page, "Hide").click();
        assertThat(result(page)).isHidden();
        page.reload();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(result(page)).isHidden();
    }

    @Test
    void allThatMatchAreMeantNotOnlyThoseThatAreShown() {
        pause(60);
        Page page = contacts("status=inactive");
        selectAllShown(page);
        assertThat(bar(page)).containsText("50 contacts selected");
        button(page, "Select all 60 inactive contacts whose ID begins with “" + prefix + "”")
                .click();
        assertThat(bar(page).getByLabel("Set the bot to")).isFocused();
        assertThat(bar(page)).containsText("All 60 inactive contacts");
        button(page, "Preview").click();
        Locator preview = dialog(page, "Set 60 contacts to active?");
        assertThat(preview.getByRole(AriaRole.LISTITEM)).hasCount(10);
        button(page, "Change 60 contacts").click();

        assertThat(result(page)).containsText("60 contacts set to active");
        assertThat(page.getByText("No paused contact like that.")).isVisible();
        assertThat(button(page, "Undo")).isHidden();
    }

    @LongRunning
    @Test
    void whoIsShownNoMoreIsSelectedNoMore() {
        server.manualMessage(prefix + "a", "anna");
        server.set(prefix + "b", "{\"status\": \"inactive\"}");
        Page page = contacts();
        selectAllShown(page);
        assertThat(bar(page)).containsText("2 contacts selected");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(bar(page)).containsText("2 contacts selected");
        server.set(prefix + "a", "{\"status\": \"active\"}");
        page.getByText("Show", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(bar(page)).containsText("1 contact selected");
        page.locator(".filters [name=status]").selectOption("inactive");
        assertThat(bar(page)).isHidden();
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    @Test
    void whatIsRefusedIsSaidInWordsAndCanBeTriedAgain() {
        server.manualMessage(prefix + "a", "anna");
        Page page = contacts();
        pick(page, "a").check();
        bar(page).getByLabel("Set the bot to").selectOption("snoozed");
        bar(page).getByLabel("How long").fill("99999");
        bar(page).getByLabel("Unit").selectOption("days");
        button(page, "Preview").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("reactivateAfter");
        bar(page).getByLabel("How long").fill("3");
        page.context().setOffline(true);
        button(page, "Preview").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The server did not answer.");
        page.context().setOffline(false);

        server.mode("off");
        button(page, "Preview").click();
        button(page, "Change 1 contact").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The bot mode is off");
        server.mode("auto_pilot");
        button(page, "Change 1 contact").click();
        assertThat(result(page)).containsText("1 contact set to snoozed");
    }

    @LongRunning
    @Test
    void aChangeThatRunsIsFoundAgainAndTakenBackOnTheWay() {
        String first = pause(30_000).path("id").asText();
        Page page = contacts("status=inactive");
        page.waitForCondition(() -> server.get("/api/bot-status-changes/" + first)
                .path("state")
                .asText()
                .equals("done"));
        hold(true);
        selectAllShown(page);
        button(page, "Select all 30,000 inactive contacts whose ID begins with “" + prefix + "”")
                .click();
        bar(page).getByLabel("Set the bot to").selectOption("snoozed");
        button(page, "Preview").click();
        button(page, "Change 30,000 contacts").click();
        comesTo(page, "Setting 30,000 contacts to snoozed …");
        comesTo(page, "10,000 of 30,000 have had their turn.");
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasJSProperty("position", 10_000 / 30_000.0);
        assertThat(result(page).getByRole(AriaRole.STATUS)).hasText("Setting 30,000 contacts to snoozed … 25 %");
        looksGood(page);

        page.reload();
        comesTo(page, "10,000 of 30,000 have had their turn.");
        Page colleague = contacts();
        comesTo(colleague, "10,000 of 30,000 have had their turn.");
        page.context().setOffline(true);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("It is not known how far it is");
        button(page, "Stop and undo").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Not undone: the server does not answer.");
        page.context().setOffline(false);
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);

        hold(false);
        comesTo(page, "30,000 contacts set to snoozed");
        hold(true);
        button(colleague, "Undo").click();
        comesTo(colleague, "Undoing …");
        assertThat(button(colleague, "Undo")).isHidden();
        hold(false);
        comesTo(colleague, "It pauses nobody any more.");
        assertThat(colleague.getByText("No paused contact like that.")).isVisible();
    }

    /** The list reloads when a change is over, while a person uses it. */
    @LongRunning
    @Test
    void allThatMatchAreStillMeantWhenTheListComesAnew() {
        hold(true);
        pause(10_001);
        Page page = contacts("status=inactive");
        comesTo(page, "10,000 of 10,001 have had their turn.");
        selectAllShown(page);
        button(page, "Select all 10,000 inactive contacts whose ID begins with “" + prefix + "”")
                .click();
        bar(page).getByLabel("Reason").fill("stock-taking");

        hold(false);
        comesTo(page, "10,001 contacts set to inactive");
        assertThat(bar(page)).containsText("All 10,001 inactive contacts");
        assertThat(bar(page).getByLabel("Reason")).hasValue("stock-taking");
        page.getByText("Show more", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("tbody tr input:checked")).hasCount(100);
        button(page, "Preview").click();
        assertThat(dialog(page, "Set 10,001 contacts to active?")).isVisible();
        page.keyboard().press("Escape");

        pick(page, "00001").uncheck();
        assertThat(bar(page)).containsText("99 contacts selected");
    }

    @LongRunning
    @Test
    void whatDoesNotGoOnSaysWhy() {
        hold(true);
        String instance = pause(10_001).path("processInstanceId").asText();
        Page page = contacts();
        comesTo(page, "10,000 of 10,001 have had their turn.");
        String incident = server.post("/engine-rest/execution/" + instance + "/create-incident", """
                        {"incidentType": "operation", "configuration": "disk", "message": "The disk is full"}""")
                .path("id")
                .asText();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("It does not go on: The disk is full");
        assertThat(page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK))
                .hasAttribute("href", "/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime");
        looksGood(page);
        server.delete("/engine-rest/incident/" + incident);
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);

        hold(false);
        comesTo(page, "10,001 contacts set to inactive");
        assertThat(button(page, "Undo")).isVisible();
    }

    /** Batches of ten thousand may take their time. */
    private static void comesTo(Page page, String words) {
        assertThat(result(page)).containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(120_000));
    }

    /** Another person, by the API. */
    private JsonNode pause(int count) {
        String ids = IntStream.range(0, count)
                .mapToObj(i -> "\"%s%05d\"".formatted(prefix, i))
                .collect(Collectors.joining(","));
        return server.post(
                "/api/bot-status-changes", "{\"status\": \"inactive\", \"contactIds\": [%s]}".formatted(ids));
    }

    /** Keeps the job executor from all batches but the first, which the request takes itself. */
    private void hold(boolean suspended) {
        server.put("/engine-rest/job-definition/suspended", """
                {"processDefinitionKey": "bot-bulk-change", "includeJobs": true, "suspended": %s}""".formatted(suspended));
    }

    private Page contacts() {
        return contacts("");
    }

    private Page contacts(String filter) {
        Page page = browser();
        page.navigate("/contacts#search=" + LiveServer.encode(prefix) + (filter.isEmpty() ? "" : "&" + filter));
        page.locator(".count:not(:empty)").waitFor();
        return page;
    }

    /** Checks light and dark mode, on a desktop and on a phone. */
    private static void looksGood(Page page) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            isAccessible(page);
        }
        page.setViewportSize(360, 740);
        isAccessible(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        page.setViewportSize(1280, 720);
    }

    private Locator pick(Page page, String name) {
        return page.getByLabel("Select " + prefix + name);
    }

    private static void selectAllShown(Page page) {
        page.getByLabel("Select all shown").check();
    }

    private static Locator bar(Page page) {
        return page.locator(".bulk");
    }

    private static Locator result(Page page) {
        return page.locator(".progress");
    }

    private static Locator dialog(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
