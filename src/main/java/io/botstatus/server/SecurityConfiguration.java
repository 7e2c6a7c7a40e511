package io.botstatus.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.rememberme.TokenBasedRememberMeServices;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * One rule: whoever is not logged in sees health, the login page and static files, nothing else. People log in on that page and
 * have a session; programs bring their login with each request; a panel in another site's page brings a token, which opens one
 * contact.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PanelProperties.class)
class SecurityConfiguration {

    private static final String LOGIN = "/login";
    /** Camunda's web apps have a cookie with the usual name. */
    private static final String CSRF_COOKIE = "BOT-XSRF-TOKEN";

    /** By this the filter that reads the cookie and the one that believes it know each other. */
    private static final String WITHIN_THIS_PROCESS = UUID.randomUUID().toString();

    private static final int REMEMBERED_SECONDS = 12 * 60 * 60;

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
                .httpBasic(basic -> basic.authenticationEntryPoint(askForLogin()))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(tokens.decoder())
                                .jwtAuthenticationConverter(SignedPanelTokens::authentication))
                        .authenticationEntryPoint(refuseToken())
                        .accessDeniedHandler(refuse()))
                .formLogin(form -> form.loginPage(LOGIN).defaultSuccessUrl("/").failureUrl(LOGIN + "?wrong"))
                .logout(logout -> logout.logoutSuccessUrl(LOGIN + "?out"))
                // A session is gone when the server starts again, and is no other node's; this cookie logs the browser
                // in anew without asking.
                .rememberMe(remember -> remember.key(WITHIN_THIS_PROCESS).rememberMeServices(remembered(admin, key)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(askForLogin()).accessDeniedHandler(refuse()))
                // What a person wanted to see before the login; calls of programs are nothing to come back to.
                .requestCache(cache -> cache.requestCache(navigations()))
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens())
                        .csrfTokenRequestHandler(new CsrfForBrowsers())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .addFilterBefore(new CrossSiteGuard(), BasicAuthenticationFilter.class)
                .cors(cors -> cors.configurationSource(origins(panel, api)))
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

    /** A session speaks for whoever's page sends the request; a login of the request's own does not. */
    private static boolean needsCsrfToken(HttpServletRequest request) {
        return !List.of("GET", "HEAD", "OPTIONS", "TRACE").contains(request.getMethod())
                && !LoginHeader.isThere(request)
                // Camunda's web apps bring and check tokens of their own.
                && !request.getServletPath().startsWith("/camunda/");
    }

    /** The pages' code reads the cookie and sends what it says as a header, which another site's page can't. */
    private static CookieCsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(CSRF_COOKIE);
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    private static TokenBasedRememberMeServices remembered(AdminAccount admin, PanelKey key) {
        UserDetailsService users = name -> {
            if (!name.equals(AdminAccount.NAME)) {
                throw new UsernameNotFoundException("Unknown user");
            }
            // Signed with the password too: a new one ends what was remembered.
            return User.withUsername(name)
                    .password(admin.password())
                    .roles("ADMIN")
                    .build();
        };
        TokenBasedRememberMeServices services = new TokenBasedRememberMeServices(WITHIN_THIS_PROCESS, users) {
            @Override
            public String getKey() { // what the cookie is signed with
                return HexFormat.of()
                        .formatHex(key.forPurpose("remembered logins").getEncoded());
            }
        };
        services.setCookieName("BOT-LOGIN");
        services.setTokenValiditySeconds(REMEMBERED_SECONDS);
        return services;
    }

    private static HttpSessionRequestCache navigations() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(SecurityConfiguration::isNavigation);
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    /** A person's browser that opens a page, as far as it says so. */
    private static boolean isNavigation(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String mode = request.getHeader("Sec-Fetch-Mode");
        return HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && (mode == null || mode.equals("navigate"));
    }

    /** As browsers say of themselves over HTTPS, and our own pages everywhere. */
    private static boolean isCodeOfAPage(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.getHeader("X-Requested-With") != null || (mode != null && !mode.equals("navigate"));
    }

    /** People by the login page, programs by HTTP Basic, and the code of pages without the browser's own dialog. */
    private static AuthenticationEntryPoint askForLogin() {
        AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(LOGIN);
        return (request, response, e) -> {
            if (isNavigation(request) && !LoginHeader.isThere(request)) {
                page.commence(request, response, e);
                return;
            }
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    isCodeOfAPage(request)
                            ? "Session realm=\"Contact Bot Status\""
                            : "Basic realm=\"Contact Bot Status\", charset=\"UTF-8\"");
            Problem.answer(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    isCodeOfAPage(request)
                            ? "You are not logged in, or not any more. Reload the page to log in."
                            : "Log in with HTTP Basic: " + e.getMessage() + ".");
        };
    }

    private static AuthenticationEntryPoint refuseToken() {
        return (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            Problem.answer(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "The token is not one of this server's, or its time is over. Allowed: one that POST /api/panel-tokens"
                            + " has made, while it lasts.");
        };
    }

    private static AccessDeniedHandler refuse() {
        return (request, response, e) -> Problem.answer(
                response,
                HttpStatus.FORBIDDEN,
                LoginHeader.isToken(request)
                        ? "The token opens the bot status of another contact, or of another role."
                        : "The request lacks the token that this server's pages send with each change (X-XSRF-TOKEN). Reload"
                                + " the page.");
    }

    /** Other sites' pages may load the panel and, with a token, use what it uses. */
    private static UrlBasedCorsConfigurationSource origins(PanelProperties panel, String api) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (panel.allowedOrigins().isEmpty()) {
            return source; // nobody asks, and a proxy that hides the server's own name makes nobody a stranger
        }
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(panel.allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "PUT"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "If-Match", "Last-Event-ID"));
        cors.setExposedHeaders(List.of("ETag"));
        cors.setAllowCredentials(false);
        cors.setMaxAge(600L);
        source.registerCorsConfiguration(api + "/contacts/**", cors);
        source.registerCorsConfiguration("/botstatus/**", cors);
        return source;
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
