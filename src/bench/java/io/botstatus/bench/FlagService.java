package io.botstatus.bench;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a team would write instead: one table with a flag for each contact, which a person's message or change flips. It has no
 * history, deadline, limit, or protection against doubles. Its calls have our addresses and bodies.
 */
@SpringBootApplication
public class FlagService {

    static final String PASSWORD = "a-password-for-the-bench";

    public static void main(String[] arguments) {
        SpringApplication.run(FlagService.class, arguments);
    }

    /**
     * HTTP Basic with a plain comparison. A slow hash would take a hundred times as long as the rest of the call, and Spring's own
     * manager of users in memory hashes even this password at its first use.
     */
    @Bean
    UserDetailsService users() {
        return name -> User.withUsername(name).password("{noop}" + PASSWORD).roles("ADMIN").build();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    record Flag(String contactId, boolean paused, Instant changedAt, String note) {}

    record Change(String status, String reactivateAfter) {}

    record Message(String messageId, String sender, String sentBy) {}

    record Reply(String replyId) {}

    record Permit(boolean granted) {}

    record Reported(boolean paused) {}

    @RestController
    @RequestMapping(path = "/api/contacts/{contactId}", produces = MediaType.APPLICATION_JSON_VALUE)
    static class Flags {

        private static final Instant NEVER = Instant.EPOCH;

        private final JdbcTemplate sql;

        Flags(JdbcTemplate sql) {
            this.sql = sql;
            sql.execute(
                    """
                    create table if not exists contact_flag (
                      contact_id text primary key, paused boolean not null, changed_at timestamptz not null, note text not null)""");
        }

        @GetMapping("/bot-status")
        Flag status(@PathVariable String contactId) {
            return of(contactId);
        }

        @PutMapping("/bot-status")
        Flag change(@PathVariable String contactId, @RequestBody Change change) {
            flip(contactId, !change.status().equals("active"));
            return of(contactId);
        }

        @PostMapping("/messages")
        Reported message(@PathVariable String contactId, @RequestBody Message message) {
            if (message.sender().equals("human")) {
                flip(contactId, true);
                return new Reported(true);
            }
            return new Reported(of(contactId).paused());
        }

        @PostMapping("/replies")
        Permit reply(@PathVariable String contactId, @RequestBody Reply reply) {
            return new Permit(!of(contactId).paused());
        }

        private Flag of(String contactId) {
            List<Flag> found = sql.query(
                    "select paused, changed_at, note from contact_flag where contact_id = ?",
                    (row, n) -> new Flag(
                            contactId,
                            row.getBoolean("paused"),
                            row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                            row.getString("note")),
                    contactId);
            return found.isEmpty() ? new Flag(contactId, false, NEVER, "") : found.get(0);
        }

        private void flip(String contactId, boolean paused) {
            sql.update(
                    """
                    insert into contact_flag (contact_id, paused, changed_at, note) values (?, ?, ?, '')
                    on conflict (contact_id) do update set paused = excluded.paused, changed_at = excluded.changed_at""",
                    contactId,
                    paused,
                    Instant.now().atOffset(ZoneOffset.UTC));
        }
    }
}
