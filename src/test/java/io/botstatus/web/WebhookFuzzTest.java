package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.Sampled;
import io.botstatus.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries that no platform has sent: fixtures with parts changed, random JSON, UTF-8 cut off. Signed, they are taken or refused,
 * and never break anything; not signed, they change nothing. The seed is in the name of each run, so that one that fails can be
 * repeated.
 */
@Sampled
@ServerTest
class WebhookFuzzTest {

    private static final int MUTANTS = Integer.getInteger("botstatus.fuzz.mutants", Samples.of(2, 12));
    private static final int INVENTED = Integer.getInteger("botstatus.fuzz.invented", Samples.of(20, 150));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "123456789012345678901234567890",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"id\":null}",
            "\"2030-02-30T00:00:00Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"\u202e\ud83d\ude00\"",
            "\"" + "x".repeat(5000) + "\"",
            "99999999999999",
            "0.1");

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private JdbcClient sql;

    @BeforeEach
    void settings() {
        server.defaultSettings();
    }

    static List<Webhook> deliveries() {
        return Webhook.all();
    }

    static Stream<String> platforms() {
        return Webhook.all().stream().map(Webhook::platform).distinct();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deliveries")
    void aDeliveryWithPartsChangedIsTakenOrRefused(Webhook webhook) {
        long seed = webhook.toString().hashCode();
        Random random = new Random(seed);
        for (int i = 0; i < MUTANTS; i++) {
            neverBreaks(webhook, mutant(webhook.bytes(), random), seed + "/" + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("platforms")
    void inventedJsonIsTakenOrRefused(String platform) {
        Webhook form = Webhook.all().stream()
                .filter(one -> one.platform().equals(platform))
                .findFirst()
                .orElseThrow();
        long seed = platform.hashCode();
        Random random = new Random(seed);
        for (int i = 0; i < INVENTED; i++) {
            neverBreaks(form, json(random, 0, names(platform)).getBytes(StandardCharsets.UTF_8), seed + "/" + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("platforms")
    void nestingWithoutEndIsRefused(String platform) {
        Webhook form = Webhook.all().stream()
                .filter(one -> one.platform().equals(platform))
                .findFirst()
                .orElseThrow();
        neverBreaks(form, "[".repeat(300_000).getBytes(StandardCharsets.UTF_8), "arrays");
        neverBreaks(form, "{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8), "objects");
        neverBreaks(form, ("{\"a\":" + "9".repeat(900_000) + "}").getBytes(StandardCharsets.UTF_8), "number");
    }

    private void neverBreaks(Webhook webhook, byte[] body, String seed) {
        String path = "/webhooks/" + webhook.platform();
        String shown = webhook + " " + seed + ": " + new String(body, StandardCharsets.UTF_8);

        long before = traces();
        Answer unsigned = server.webhook(path, body, webhook.headers());
        assertThat(unsigned.code()).as(shown).isEqualTo(401);
        assertThat(traces()).as(shown).isEqualTo(before);

        Map<String, String> signature = PlatformSigner.sign(webhook.platform(), server.address(path), body, time.now());
        Answer signed = server.webhook(path, body, PlatformSigner.headers(webhook, signature));
        // 401: of a form that is none nothing can be signed; of another customer's location it is not for us.
        assertThat(signed.code()).as(shown + " answered " + signed.text()).isIn(200, 400, 401);
        if (signed.code() != 200) {
            assertThat(signed.problem(signed.code())).isNotBlank();
            assertThat(traces()).as(shown).isEqualTo(before);
        }
    }

    /** The number of rows that a delivery could leave. */
    private long traces() {
        return sql.sql("""
                        select (select count(*) from bot_event) + (select count(*) from bot_message)
                             + (select count(*) from contact_bot) + (select count(*) from bot_hold)
                             + (select count(*) from act_ru_execution)""").query(Long.class).single();
    }

    private static byte[] mutant(byte[] body, Random random) {
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length)); // cut off, in the middle of a character too
            case 1 -> {
                byte[] changed = body.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                yield changed;
            }
            case 2 -> {
                byte[] cut = (text + "\u20ac").getBytes(StandardCharsets.UTF_8);
                yield Arrays.copyOf(cut, cut.length - 1 - random.nextInt(2));
            }
            case 3 -> bytes(replaceOne(text, "\"[^\"]*\"(?=\\s*[,}\\]])", random));
            case 4 -> bytes(replaceOne(text, "(?<=:\\s?)(\\d+|true|false|null)", random));
            case 5 -> bytes(replaceOne(text, "\"[A-Za-z_]+\"(?=\\s*:)", random));
            default -> bytes(replaceOne(text, "(?<==)[^&]*", random)); // a field of a form
        };
    }

    private static String replaceOne(String text, String what, Random random) {
        var places = Pattern.compile(what).matcher(text).results().toList();
        if (places.isEmpty()) {
            return text + VALUES.get(random.nextInt(VALUES.size()));
        }
        var place = places.get(random.nextInt(places.size()));
        return text.substring(0, place.start())
                + VALUES.get(random.nextInt(VALUES.size()))
                + text.substring(place.end());
    }

    /** The field names of the platform's fixtures, so that invented bodies get past the first field. */
    private static List<String> names(String platform) {
        return Webhook.all().stream()
                .filter(one -> one.platform().equals(platform))
                .flatMap(one -> Pattern.compile("\"([A-Za-z_]+)\"\\s*:")
                        .matcher(one.body())
                        .results()
                        .map(found -> found.group(1)))
                .distinct()
                .toList();
    }

    private static String json(Random random, int depth, List<String> names) {
        int kind = random.nextInt(depth > 6 ? 1 : 3);
        if (kind == 0 || names.isEmpty()) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        StringBuilder json = new StringBuilder(kind == 1 ? "{" : "[");
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",");
            if (kind == 1) {
                json.append('"').append(names.get(random.nextInt(names.size()))).append("\":");
            }
            json.append(json(random, depth + 1, names));
        }
        return json.append(kind == 1 ? "}" : "]").toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
