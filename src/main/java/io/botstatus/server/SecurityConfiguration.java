package io.botstatus.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One rule: whoever is not logged in sees health, the login page and static files, and may post webhooks that are signed, nothing
 * else. People log in on that page and
 * have a session; programs bring their login with each request; a panel in another site's page brings a token, which opens one
 * contact.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PanelProperties.class)
class SecurityConfiguration {

    private static final String LOGIN = "/login";

    @Bean
    AdminAccount adminAccount(ServerProperties properties) {
        return AdminAccount.of(properties);
    }

    @Bean
    PanelKey panelKey(PanelProperties panel) {
        return new PanelKey(panel);
    }

    @Bean
    SignedPanelTokens panelTokens(PanelKey key, @Qualifier("botClock") Clock clock) {
        return new SignedPanelTokens(key, clock);
    }

    /** Platforms have no login here: each delivery is judged by its signature. A header that looks like a login is the platform's own. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain webhooks(HttpSecurity http, @Value("${botstatus.webhooks.path:/webhooks}") String path)
            throws Exception {
        return http.securityMatcher(path + "/{connection}")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .build();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            AdminAccount admin,
            PanelProperties panel,
            PanelKey key,
            SignedPanelTokens tokens,
            @Qualifier("botClock") Clock clock,
            @Value("${botstatus.web.path:/api}") String api)
            throws Exception {
        return http.authorizeHttpRequests(rules -> rules
                        // An error page or the end of an event stream belongs to a request that was judged already.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(health(), new StaticFiles(), SecurityConfiguration::isLoginPage)
                        .permitAll()
                        .anyRequest()
                        .access(new PanelAccess(api, clock)::judge))
                .authenticationProvider(new AdminAuthentication(admin))
                .httpBasic(basic -> basic.authenticationEntryPoint(Refusals.askForLogin(LOGIN)))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(tokens.decoder())
                                .jwtAuthenticationConverter(SignedPanelTokens::authentication))
                        .authenticationEntryPoint(Refusals.ofToken())
                        .accessDeniedHandler(Refusals.ofAccess()))
                .formLogin(form -> form.loginPage(LOGIN).defaultSuccessUrl("/").failureUrl(LOGIN + "?wrong"))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN + "?out"))
                .rememberMe(remember -> remember.key(RememberedLogins.WITHIN_THIS_PROCESS)
                        .rememberMeServices(new RememberedLogins(admin, key)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(Refusals.askForLogin(LOGIN))
                        .accessDeniedHandler(Refusals.ofAccess()))
                // What a person wanted to see before the login; calls of programs are nothing to come back to.
                .requestCache(cache -> cache.requestCache(navigations()))
                .csrf(csrf -> csrf.csrfTokenRepository(CsrfForBrowsers.tokens())
                        .csrfTokenRequestHandler(new CsrfForBrowsers())
                        .requireCsrfProtectionMatcher(CsrfForBrowsers::isNeeded))
                .addFilterBefore(new CrossSiteGuard(), BasicAuthenticationFilter.class)
                .cors(cors -> cors.configurationSource(OtherSites.allowed(panel, api)))
                // Camunda's web apps set their own headers, and their embedded forms need frames of the same origin.
                .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin()))
                .build();
    }

    /** Spelled plainly: a path whose meaning depends on who decodes it is not public. */
    private static RequestMatcher health() {
        return new AndRequestMatcher(
                EndpointRequest.to(HealthEndpoint.class),
                request -> request.getRequestURI().chars().noneMatch(c -> c == '%' || c == ';'));
    }

    private static boolean isLoginPage(HttpServletRequest request) {
        return request.getRequestURI().equals(request.getContextPath() + LOGIN);
    }

    private static HttpSessionRequestCache navigations() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(Caller::opensPage);
        cache.setMatchingRequestParameterName(null);
        return cache;
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
