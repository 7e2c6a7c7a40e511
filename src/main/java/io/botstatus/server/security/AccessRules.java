package io.botstatus.server.security;

import static io.botstatus.server.security.AccessRule.allow;
import static io.botstatus.server.security.login.Role.AGENT;
import static io.botstatus.server.security.login.Role.BOT;
import static io.botstatus.server.security.login.Role.BUILDER;
import static io.botstatus.server.security.login.Role.MONITOR;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.botstatus.web.token.PanelRole;
import java.util.List;

/**
 * All calls with the roles that may make them. The first line that matches a call counts. A call that no line matches is the
 * admin's.
 *
 * <p>Health, the login page, static files and the API's documents are public, and a signature authenticates webhooks. These calls never come here.
 */
public final class AccessRules {

    private AccessRules() {}

    /**
     * The table of a server.
     *
     * @param api the path of the HTTP API, {@code /api} by default
     */
    static List<AccessRule> of(String api) {
        String contact = api + "/contacts/{contactId}";
        return List.of(
                allow(GET, contact + "/bot-status", BOT, AGENT, BUILDER).andPanels(PanelRole.VIEWER, PanelRole.AGENT),
                allow(PUT, contact + "/bot-status", AGENT, BUILDER).andPanels(PanelRole.AGENT),
                allow(GET, contact + "/bot-status/history", AGENT, BUILDER)
                        .andPanels(PanelRole.VIEWER, PanelRole.AGENT),
                allow(GET, contact + "/bot-status/events", BOT, AGENT, BUILDER)
                        .andPanels(PanelRole.VIEWER, PanelRole.AGENT),
                allow(POST, contact + "/messages", BOT),
                allow(POST, contact + "/replies", BOT),
                allow(PUT, contact + "/replies/{replyId}", BOT),
                allow(DELETE, contact),
                allow(GET, contact + "/aliases", AGENT, BUILDER),
                allow(PUT, contact + "/aliases/{alias}", BUILDER),
                allow(DELETE, contact + "/aliases/{alias}", BUILDER),
                allow(GET, api + "/contacts", AGENT, BUILDER),
                allow(GET, api + "/bot-status-changes"),
                allow(POST, api + "/bot-status-changes"),
                allow(GET, api + "/bot-status-changes/{id}"),
                allow(DELETE, api + "/bot-status-changes/{id}"),
                allow(POST, api + "/panel-tokens", BUILDER),
                allow(GET, api + "/settings", AGENT, BUILDER),
                allow(GET, api + "/settings/history", AGENT, BUILDER),
                allow(PUT, api + "/settings"),
                allow(DELETE, api + "/settings/models/{key}", BUILDER),
                allow(GET, api + "/api-keys"),
                allow(POST, api + "/api-keys"),
                allow(DELETE, api + "/api-keys/{id}"),
                allow(POST, api + "/repairs"),
                allow(GET, "/", AGENT, BUILDER),
                allow(GET, "/contacts", AGENT, BUILDER),
                allow(null, "/engine-rest/**", BUILDER),
                allow(null, "/camunda/**"),
                allow(GET, "/actuator/prometheus", MONITOR),
                // The libraries and their versions, for scanners of vulnerabilities.
                allow(GET, "/actuator/sbom/**", MONITOR));
    }
}
