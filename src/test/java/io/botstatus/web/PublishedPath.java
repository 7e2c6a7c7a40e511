package io.botstatus.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What works for a browser, a program and a platform that reach the server below a path of its site. */
abstract class PublishedPath {

    private static final Pattern LINK =
            Pattern.compile("(?:href|src|action|content)=\"([./][^\"#]*|[a-z]+[/.]?[^\"#]*)\"");

    private static final String HTML = "text/html,application/json;q=0.9";

    /** By name. Java's own store would judge them by the address behind the proxy. */
    private final Map<String, HttpCookie> cookies = new HashMap<>();

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Autowired
    Server server;

    /** The path that the browser knows, such as {@code /desk}. */
    abstract String path();

    /** The path of the API within the server. */
    abstract String api();

    /** The site's origin, for the browser. */
    abstract String site();

    /** The address on this machine for a path of the site, as a proxy before the server would call it. */
    abstract URI address(String path);

    /** What such a proxy adds. */
    abstract Map<String, String> headers();

    @Test
    void sendsABrowserToTheLoginPageAndThenWhereItWantedToGo() throws Exception {
        String login = location(get(path() + "/contacts?status=snoozed"));
        assertThat(login).isEqualTo(path() + "/login?to=%2Fcontacts%3Fstatus%3Dsnoozed");

        get(login);
        assertThat(logIn("/contacts?status=snoozed")).isEqualTo(path() + "/contacts?status=snoozed");

        assertThat(get(path() + "/contacts?status=snoozed").body()).contains("Paused contacts");
        assertThat(location(post(path() + "/logout", Map.of()))).isEqualTo(path() + "/login?out");
    }

    @Test
    void aWrongPasswordLeadsToTheLoginPage() throws Exception {
        get(path() + "/login");

        String again =
                location(post(path() + "/login", Map.of("username", "admin", "password", "wrong", "to", "/contacts")));

        assertThat(again).isEqualTo(path() + "/login?wrong&to=%2Fcontacts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/contacts", "/login"})
    void aPageNamesOnlyWhatIsThere(String page) throws Exception {
        get(path() + "/login");
        logIn("/");
        String html = get(path() + page).body();
        List<String> links = LINK.matcher(html)
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(link -> !link.startsWith("width=") && !link.equals("bot-api"))
                .toList();

        assertThat(links).hasSizeGreaterThan(3);
        for (String link : links) {
            String target = URI.create(site() + path() + page).resolve(link).getPath();
            assertThat(target).as(link).startsWith(path() + "/");
            if (!target.endsWith(api()) && !target.endsWith("/logout")) {
                assertThat(get(target).statusCode()).as(target).isLessThan(400);
            }
        }
    }

    @Test
    void camundasWebAppsKnowWhereTheyAre() throws Exception {
        get(path() + "/login");
        logIn("/");

        assertThat(location(get(path() + "/camunda/app/"))).startsWith(path() + "/camunda/app/");
        String cockpit = get(path() + "/camunda/app/cockpit/default/").body();
        assertThat(cockpit).contains("\"" + path() + "/camunda/app/cockpit");
        assertThat(get(path() + "/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"admin\"");
        assertThat(get(path() + "/camunda/api/engine/engine/default/process-definition/count")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void camundasRestApiAnswers() throws Exception {
        HttpResponse<String> answer = program(path() + "/engine-rest/process-definition/key/bot-pause");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(program(path() + "/engine-rest/task").statusCode()).isEqualTo(200);
    }

    @Test
    void theApiAndItsDocumentAnswer() throws Exception {
        assertThat(program(path() + api() + "/settings").statusCode()).isEqualTo(200);
        assertThat(program(path() + api() + "/contacts/a%2Fb%20c/bot-status").body())
                .contains("\"contactId\":\"a/b c\"");
        assertThat(program(path() + "/v3/api-docs").body()).contains(path());
        assertThat(program(path() + "/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aPlatformsSignatureIsOverTheAddressThatThePlatformKnows() throws Exception {
        Webhook webhook = Webhook.of("twilio", "person");
        String path = path() + "/webhooks/twilio";
        Map<String, String> signed = PlatformSigner.headers(
                webhook, PlatformSigner.sign("twilio", site() + path, webhook.bytes(), Instant.now()));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofByteArray(webhook.bytes()));
        signed.forEach(request::setHeader);

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    /** The page after the login. */
    private String logIn(String to) throws IOException, InterruptedException {
        return location(post(path() + "/login", Map.of("username", "admin", "password", Server.PASSWORD, "to", to)));
    }

    private HttpResponse<String> program(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)).header("Authorization", Server.login()));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)).header("Accept", HTML));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder("_csrf=" + csrf());
        fields.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return send(HttpRequest.newBuilder(address(path))
                .header("Accept", HTML)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    private String csrf() {
        return requireNonNull(cookies.get("BOT-XSRF-TOKEN"), "the page's cookie")
                .getValue();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        headers().forEach(request::setHeader);
        cookies.values().forEach(cookie -> request.header("Cookie", cookie.getName() + "=" + cookie.getValue()));
        HttpResponse<String> answer = browser.send(request.build(), BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").stream()
                .map(HttpCookie::parse)
                .flatMap(List::stream)
                .peek(this::reachesPages)
                .forEach(cookie -> cookies.put(cookie.getName(), cookie));
        return answer;
    }

    private void reachesPages(HttpCookie cookie) {
        String path = cookie.getPath();
        assertThat(path.equals("/") || path.startsWith(path()))
                .as(cookie.getName() + " of " + path)
                .isTrue();
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("nowhere, but " + answer.statusCode());
    }
}
