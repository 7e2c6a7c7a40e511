package io.botstatus.server.security;

import io.botstatus.server.security.http.ContactIdFirewall;
import io.botstatus.server.security.http.CrossSiteGuard;
import io.botstatus.server.security.http.CsrfForBrowsers;
import io.botstatus.server.security.http.KnownCallerFilter;
import io.botstatus.server.security.http.Problem;
import io.botstatus.server.security.http.PublicDocuments;
import io.botstatus.server.security.http.StaticFiles;
import io.botstatus.server.security.login.Accounts;
import io.botstatus.server.security.login.AdminAccount;
import io.botstatus.server.security.login.EndedLogins;
import io.botstatus.server.security.login.Login;
import io.botstatus.server.security.login.LoginDetails;
import io.botstatus.server.security.login.LoginPage;
import io.botstatus.server.security.login.LoginThrottle;
import io.botstatus.server.security.login.LogoutRecorder;
import io.botstatus.server.security.login.OidcRoles;
import io.botstatus.server.security.login.PanelProperties;
import io.botstatus.server.security.login.PasswordLogins;
import io.botstatus.server.security.login.RememberedLogins;
import io.botstatus.server.security.login.SecurityProperties;
import io.botstatus.server.security.login.ServerSchema;
import io.botstatus.server.security.login.SigningKey;
import io.botstatus.server.security.login.TooManyLoginsException;
import io.botstatus.server.security.login.UnknownLogins;
import io.botstatus.server.security.token.BearerTokens;
import io.botstatus.server.security.token.EndedCallers;
import io.botstatus.server.security.token.SignedPanelTokens;
import io.botstatus.server.security.token.StoredApiKeys;
import io.botstatus.web.stream.StreamCallers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.security.oauth2.resource.OAuth2ResourceServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * All ways to authenticate. People log in on the page {@code /login} and have a session. Programs send a key, a name and password,
 * or an identity provider's token with each request. A panel in another site's page sends a token, which opens one contact.
 * {@link AccessRules} says what each caller may do. Health, the login page, static files, the API's documents and signed webhooks
 * need no login.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PanelProperties.class, SecurityProperties.class})
class SecurityConfiguration {

    private static final String LOGIN = "/login";

    /** Answers hold data and no code. Pages, and Camunda's web apps, have policies of their own. */
    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    @Bean
    SigningKey panelKey(PanelProperties panel) {
        return new SigningKey(panel);
    }

    @Bean
    SignedPanelTokens panelTokens(SigningKey key, @Qualifier("botClock") Clock clock) {
        return new SignedPanelTokens(key, clock);
    }

    @Bean
    @DependsOn("botDatabase") // which refuses an unsuitable database before anything is written to it
    StoredApiKeys apiKeys(DataSource dataSource, Accounts accounts, @Qualifier("botClock") Clock clock) {
        ServerSchema.migrate(dataSource);
        return new StoredApiKeys(dataSource, clock, accounts);
    }

    @Bean
    @DependsOn("apiKeys") // this bean creates the server's tables
    EndedLogins endedLogins(DataSource dataSource, @Qualifier("botClock") Clock clock) {
        return new EndedLogins(dataSource, clock);
    }

    @Bean
    StreamCallers streamCallers(StoredApiKeys keys, EndedLogins logins) {
        return new EndedCallers(keys, logins);
    }

    @Bean
    Accounts accounts(AdminAccount admin, SecurityProperties settings) {
        return new Accounts(admin, settings);
    }

    @Bean
    BearerTokens bearerTokens(
            StoredApiKeys keys,
            SignedPanelTokens panels,
            ObjectProvider<JwtDecoder> provider,
            Accounts accounts,
            SecurityProperties settings,
            OAuth2ResourceServerProperties standard) {
        return new BearerTokens(
                keys,
                panels,
                provider.getIfAvailable(),
                new OidcRoles(settings.oidc(), standard.getJwt().getPrincipalClaimName(), accounts));
    }

    /**
     * Platforms have no login here: each delivery is authenticated by its signature. A header that looks like a login is the
     * platform's own.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain webhooks(HttpSecurity http, @Value("${botstatus.webhooks.path:/webhooks}") String path)
            throws Exception {
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(path + "/{connection}"))
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
            Accounts accounts,
            PanelProperties panel,
            SigningKey key,
            BearerTokens tokens,
            EndedLogins ended,
            @Qualifier("botClock") Clock clock,
            @Value("${botstatus.web.path:/api}") String api)
            throws Exception {
        RequestMatcher open = new OrRequestMatcher(
                health(), new StaticFiles(), new PublicDocuments(), SecurityConfiguration::isLoginPage);
        return http.authorizeHttpRequests(rules -> rules
                        // An error page or the end of an event stream belongs to a request that was judged already.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .anyRequest()
                        .access(new Access(api, clock)::judge))
                .authenticationProvider(new PasswordLogins(accounts, new LoginThrottle(clock)))
                .httpBasic(basic -> basic.authenticationEntryPoint(Refusals.askForLogin(LOGIN)))
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(request -> tokens::authenticate)
                        .authenticationEntryPoint(Refusals.ofToken())
                        .accessDeniedHandler(Refusals.ofAccess()))
                .formLogin(form -> form.loginPage(LOGIN)
                        .authenticationDetailsSource(request -> new LoginDetails(request, Login.begin(clock)))
                        .successHandler(LoginPage.comeBack())
                        .failureHandler(SecurityConfiguration::tellOnThePage))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN + "?out"))
                .rememberMe(remember -> remember.key(RememberedLogins.WITHIN_THIS_PROCESS)
                        .rememberMeServices(new RememberedLogins(accounts, key, ended, clock)))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(Refusals.askForLogin(LOGIN))
                        .accessDeniedHandler(Refusals.ofAccess()))
                // The cache would keep a session for each anonymous call. The login page's address has the page that
                // the person asked for.
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(CsrfForBrowsers.tokens())
                        .csrfTokenRequestHandler(new CsrfForBrowsers())
                        .requireCsrfProtectionMatcher(CsrfForBrowsers::isNeeded))
                .addFilterBefore(new CrossSiteGuard(), BasicAuthenticationFilter.class)
                .addFilterBefore(new UnknownLogins(), LogoutFilter.class)
                .addFilterBefore(new LogoutRecorder(ended, open), AnonymousAuthenticationFilter.class)
                .addFilterAfter(new KnownCallerFilter(), AuthorizationFilter.class)
                .cors(cors -> cors.configurationSource(CorsRules.allowed(panel, api)))
                // Camunda's web apps set their own headers, and their embedded forms need frames of the same origin.
                .headers(headers -> headers.frameOptions(frames -> frames.sameOrigin())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), geolocation=(), microphone=()")))
                .build();
    }

    /** Only the exact spelling is public: a path with two possible meanings is not. */
    private static RequestMatcher health() {
        return new AndRequestMatcher(
                EndpointRequest.to(HealthEndpoint.class),
                request -> request.getRequestURI().chars().noneMatch(c -> c == '%' || c == ';'));
    }

    private static boolean isLoginPage(HttpServletRequest request) {
        return request.getRequestURI().equals(request.getContextPath() + LOGIN);
    }

    private static void tellOnThePage(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        String to = LoginPage.to(request);
        response.sendRedirect(request.getContextPath()
                + LOGIN
                + (e instanceof TooManyLoginsException tooMany ? "?wait=" + tooMany.seconds() : "?wrong")
                + (to.isEmpty() ? "" : "&" + to));
    }

    /** Without this, Spring Security would wrap each filter of each call for observations that the settings switch off. */
    @Bean
    @ConditionalOnProperty(name = "management.observations.enable.spring.security", havingValue = "false")
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
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
