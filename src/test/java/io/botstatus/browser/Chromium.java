package io.botstatus.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One real browser for all tests: the Chromium that is there ({@code CHROMIUM} names it, or Debian's), else the one that Playwright
 * fetches. Where there is none at all, the tests say so and are skipped, but never in CI.
 */
final class Chromium {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static @Nullable Browser browser;
    private static @Nullable String failure;

    private Chromium() {}

    static synchronized Browser browser() {
        if (browser == null && failure == null) {
            launch();
        }
        if (browser != null) {
            return browser;
        }
        if (System.getenv("CI") != null) {
            throw new AssertionError("CI needs a browser: install Debian's chromium, or set CHROMIUM. " + failure);
        }
        return abort("Skipped, since no browser could be started: set CHROMIUM to the path of one. " + failure);
    }

    private static void launch() {
        Optional<Path> own = executable();
        try {
            // A browser that is there need not be fetched.
            Map<String, String> environment =
                    own.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
            Playwright playwright = Playwright.create(new CreateOptions().setEnv(environment));
            LaunchOptions options = new LaunchOptions().setArgs(ARGUMENTS);
            own.ifPresent(options::setExecutablePath);
            browser = playwright.chromium().launch(options);
        } catch (PlaywrightException e) {
            failure = e.toString();
        }
    }

    private static Optional<Path> executable() {
        String named = System.getenv("CHROMIUM");
        return Optional.of(Path.of(named == null || named.isBlank() ? "/usr/bin/chromium" : named))
                .filter(Files::isExecutable);
    }
}
