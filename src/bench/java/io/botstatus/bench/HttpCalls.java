package io.botstatus.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The calls of a bot and its people to a server, ours or another one with the same addresses. Each call logs in. */
record HttpCalls(String name, String address) {

    static final int CONTACTS = 10_000;

    private static final String LOGIN = "Basic "
            + Base64.getEncoder().encodeToString(("admin:" + FlagService.PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Reads the status of contacts that are paused. */
    Contender statusRead() {
        return Wrk.of(name, address, LOGIN, """
                request = function()
                  return wrk.format("GET", "/api/contacts/%s-" .. math.random(1, %d) .. "/bot-status", login)
                end
                """.formatted(Ours.PAUSED, CONTACTS));
    }

    /**
     * The whole job: of 100 calls, 70 permits, 20 status reads, 8 messages and 2 changes. Half of the messages are the contact's own.
     * A person takes part in one conversation of ten: writes in it, and pauses and reactivates the bot in turns.
     */
    Contender job() {
        return Wrk.of(name, address, LOGIN, """
                local count, pauses = 0, false
                local function contact(most) return "/api/contacts/job-" .. math.random(1, most) end
                local function post(path, body) return wrk.format("POST", path, login, body) end
                request = function()
                  count = count + 1
                  local id = run .. "-" .. count
                  local what = math.random(1, 100)
                  if what <= 70 then return post(contact(%1$d) .. "/replies", '{"replyId":"r-' .. id .. '"}') end
                  if what <= 90 then return wrk.format("GET", contact(%1$d) .. "/bot-status", login) end
                  if what <= 94 then
                    return post(contact(%1$d) .. "/messages", '{"messageId":"c-' .. id .. '","sender":"contact"}')
                  end
                  if what <= 98 then
                    return post(contact(%2$d) .. "/messages", '{"messageId":"h-' .. id .. '","sender":"human","sentBy":"anna"}')
                  end
                  pauses = not pauses
                  return wrk.format("PUT", contact(%2$d) .. "/bot-status", login,
                      pauses and '{"status":"snoozed","reactivateAfter":"PT4H"}' or '{"status":"active"}')
                end
                """.formatted(CONTACTS, CONTACTS / 10));
    }

    /** One call, which must succeed; returns its answer. */
    String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Authorization", LOGIN)
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
