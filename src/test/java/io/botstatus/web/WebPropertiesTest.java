package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.base.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/bot/v1", "/a_b/c-d~e", "/v1.2"})
    void aPathIsWrittenAsAClientWritesIt(String path) {
        assertThat(new WebProperties(true, path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "api", "/api/", "/", "//api", "/a//b", "/{id}", "/a*", "/a b", "/..", "/.", "/a;b", "/a%2fb", "/a?b"
            })
    void anyOtherIsRefusedByName(String path) {
        assertThatThrownBy(() -> new WebProperties(true, path))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("botstatus.web.path is '" + path + "'. Allowed: a path such as /api");
    }
}
