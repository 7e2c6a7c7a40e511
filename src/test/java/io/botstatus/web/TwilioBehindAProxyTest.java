package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

/** Twilio signs the address that it was given, which behind a proxy is not the one that the server is called by. */
@ServerTest
class TwilioBehindAProxyTest {

    private static final String PATH = "/webhooks/twilio";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    private final Webhook webhook = Webhook.of("twilio", "person");

    @BeforeEach
    void contact() {
        server.defaultSettings();
        webhook.contacts().forEach(contact -> server.contact(contact).forget());
    }

    @Test
    void theAddressIsTheProxys() {
        send("https://bot.example.com" + PATH, PATH).ok();

        assertThat(status()).isEqualTo("snoozed");
    }

    @Test
    void soIsOneWithItsPort() {
        send("https://bot.example.com:443" + PATH, PATH).ok();

        assertThat(status()).isEqualTo("snoozed");
    }

    @Test
    void itsQueryIsPartOfIt() {
        send("https://bot.example.com" + PATH + "?account=1&name=It's+%C3%A4", PATH + "?account=1&name=It's+%C3%A4")
                .ok();

        assertThat(status()).isEqualTo("snoozed");
    }

    @Test
    void noOtherAddressIs() {
        assertThat(send("https://bot.example.org" + PATH, PATH).problem(401)).contains("X-Twilio-Signature");
        assertThat(send("http://bot.example.com" + PATH, PATH).problem(401)).contains("X-Twilio-Signature");
        assertThat(send(server.address(PATH), PATH).problem(401)).contains("X-Twilio-Signature");

        assertThat(status()).isEqualTo("active");
    }

    /** The server's own address in a network is none of the proxies that the settings name. */
    @Test
    void forwardedHeadersOfOthersAreNotLookedAt() throws SocketException {
        InetAddress other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeThat(other).as("an address beside the loopback").isNotNull();
        String direct = server.address(PATH)
                .replace("localhost", Objects.requireNonNull(other).getHostAddress());

        assertThat(server.send(request(direct, "https://bot.example.com" + PATH))
                        .problem(401))
                .contains("X-Twilio-Signature");
        assertThat(status()).isEqualTo("active");
        server.send(request(direct, direct)).ok();
        assertThat(status()).isEqualTo("snoozed");
    }

    private HttpRequest request(String address, String signed) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofByteArray(webhook.bytes()));
        headers(signed).forEach(request::setHeader);
        return request.build();
    }

    private Answer send(String signed, String called) {
        return server.webhook(called, webhook.bytes(), headers(signed));
    }

    private Map<String, String> headers(String signed) {
        Map<String, String> headers = new HashMap<>(
                PlatformSigner.headers(webhook, PlatformSigner.sign("twilio", signed, webhook.bytes(), time.now())));
        headers.put("X-Forwarded-Proto", "https");
        headers.put("X-Forwarded-Host", "bot.example.com");
        headers.put("X-Forwarded-Port", "443");
        return headers;
    }

    private String status() {
        return server.contact(webhook.contacts().get(0)).status("status");
    }
}
