package io.botstatus.server;

import io.botstatus.server.postgres.DataFolder;
import io.botstatus.server.security.login.AdminAccount;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The last log lines of the start: the address, the login, the place of the data. Never a password. */
@Component
final class StartNotice {

    private static final Logger log = LoggerFactory.getLogger(StartNotice.class);

    /** The addresses of the name localhost on any machine. 127.0.0.2 is not among them. */
    private static final Set<String> LOCALHOST = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    private final String api;
    private final @Nullable InetAddress address;
    private final String contextPath;
    private final AdminAccount admin;
    private final JdbcConnectionDetails database;
    private final @Nullable DataFolder folder;

    StartNotice(
            @Value("${botstatus.web.path:/api}") String api,
            ServerProperties server,
            AdminAccount admin,
            JdbcConnectionDetails database,
            ObjectProvider<DataFolder> folder) {
        this.api = api;
        this.address = server.getAddress();
        this.contextPath = Objects.requireNonNullElse(server.getServlet().getContextPath(), "");
        this.admin = admin;
        this.database = database;
        this.folder = folder.getIfAvailable();
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            log.info("{}", text(web.getWebServer().getPort()));
        }
    }

    String text(int port) {
        Path file = admin.passwordFile();
        return String.format(
                Locale.ROOT,
                """
                Contact Bot Status is ready.
                  Listens on   http://%s:%d%s   (API %s, Camunda REST /engine-rest, Cockpit and Tasklist /camunda)
                  Open to      %s
                  Log in as    %s, password %s
                  Data in      %s""",
                host(),
                port,
                contextPath,
                api,
                openTo(),
                AdminAccount.NAME,
                file == null ? "from BOTSTATUS_ADMIN_PASSWORD" : "in the file " + file,
                place());
    }

    /** The server's name for a browser on this machine. */
    private String host() {
        if (address == null || address.isAnyLocalAddress() || LOCALHOST.contains(address.getHostAddress())) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private String openTo() {
        if (address == null || address.isAnyLocalAddress()) {
            return "every network that this machine is in; SERVER_ADDRESS=127.0.0.1 (server.address) closes it";
        }
        return address.isLoopbackAddress()
                ? "this machine only; SERVER_ADDRESS=0.0.0.0 (server.address) opens it"
                : "every machine that reaches the address " + address.getHostAddress();
    }

    private String place() {
        // Leaves out the text after the question mark, which may have a password.
        String url = database.getJdbcUrl().split("\\?", 2)[0];
        return folder == null
                ? url
                : "%s (embedded PostgreSQL, %s, user %s, password in its file database-password)"
                        .formatted(folder.path(), url, database.getUsername());
    }
}
