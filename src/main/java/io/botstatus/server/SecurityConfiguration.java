package io.botstatus.server;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** One rule: whoever is not the admin sees health and static files, nothing else. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    AdminAccount adminAccount(ServerProperties properties) {
        return AdminAccount.of(properties);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, AdminAccount admin) throws Exception {
        return http.authorizeHttpRequests(rules -> rules
                        // An error page or the end of an event stream belongs to a request that was judged already.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(health(), new StaticFiles())
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(askForLogin()))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(askForLogin()))
                .authenticationProvider(new AdminAuthentication(admin))
                // Every call carries its login. Camunda's web apps keep a session nevertheless, which lets nobody in
                // without it: no need to rename it at each login, which here means at each request, and would take
                // it from under the other requests of a page.
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                        .sessionFixation(fixation -> fixation.none()))
                // The guard stands in for Spring's CSRF tokens, which no caller of a REST API has. Camunda's web apps,
                // which do have a session, bring tokens of their own.
                .csrf(AbstractHttpConfigurer::disable)
                .addFilterBefore(new CrossSiteGuard(), BasicAuthenticationFilter.class)
                // Camunda's web apps set their own headers, and their embedded forms need frames of the same origin.
                .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin()))
                // Basic is the login. These would add a login page, a logout page and a redirect after login.
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Spelled plainly: a path whose meaning depends on who decodes it is not public. */
    private static RequestMatcher health() {
        return new AndRequestMatcher(
                EndpointRequest.to(HealthEndpoint.class),
                request -> request.getRequestURI().chars().noneMatch(c -> c == '%' || c == ';'));
    }

    private static AuthenticationEntryPoint askForLogin() {
        return (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Contact Bot Status\", charset=\"UTF-8\"");
            Problem.answer(response, HttpStatus.UNAUTHORIZED, "Log in with HTTP Basic: " + e.getMessage() + ".");
        };
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new ContactIdFirewall();
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, e) -> Problem.answer(
                response, HttpStatus.BAD_REQUEST, "The request is not acceptable: " + e.getMessage() + ".");
    }
}
