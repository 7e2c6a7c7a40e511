package io.botstatus.server.security.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Names and values of headers are judged as Spring Security alone judges them. */
class ContactIdFirewallTest {

    private static final String NAME = "X-Name";

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic YTpi", " ~", "tab\tbetween", "Zo\u00eb", "\ud83d\ude42", "a|b", "\u00a0"})
    void aTextIsAccepted(String value) {
        assertThat(read(new ContactIdFirewall(), NAME, value)).isEqualTo(value);
        assertThat(read(new StrictHttpFirewall(), NAME, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u0001", "line\nbreak", "line\rbreak", "\u001f", "\u007f", "\u0085", "\u0378"})
    void controlCharactersAndUnassignedOnesAreNot(String text) {
        assertThatThrownBy(() -> read(new ContactIdFirewall(), NAME, text))
                .isInstanceOf(RequestRejectedException.class);
        assertThatThrownBy(() -> read(new StrictHttpFirewall(), NAME, text))
                .isInstanceOf(RequestRejectedException.class);
        assertThatThrownBy(() -> read(new ContactIdFirewall(), text, "value"))
                .isInstanceOf(RequestRejectedException.class);
        assertThatThrownBy(() -> read(new StrictHttpFirewall(), text, "value"))
                .isInstanceOf(RequestRejectedException.class);
    }

    private static String read(StrictHttpFirewall firewall, String name, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/settings");
        request.addHeader(name, value);
        return firewall.getFirewalledRequest(request).getHeader(name);
    }
}
