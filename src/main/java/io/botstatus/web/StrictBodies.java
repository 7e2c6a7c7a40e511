package io.botstatus.web;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.AbstractJackson2HttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Reads the bodies of this API, and no others of the host's, more strictly than Jackson. It refuses a duplicate field, of which
 * Jackson takes either or fails, and text after the object. It refuses YAML, XML and all other formats for which Jackson has a
 * module on the classpath, since they have values that JSON lacks.
 */
final class StrictBodies implements WebMvcConfigurer {

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (HttpMessageConverter<?> converter : converters) {
            if (converter instanceof MappingJackson2HttpMessageConverter json) {
                ObjectMapper strict = json.getObjectMapper()
                        .copy()
                        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
                json.registerObjectMappersForType(
                        Body.class, types -> List.of(MediaType.APPLICATION_JSON, new MediaType("application", "*+json"))
                                .forEach(type -> types.put(type, strict)));
            } else if (converter instanceof AbstractJackson2HttpMessageConverter other) {
                other.registerObjectMappersForType(Body.class, types -> {});
            }
        }
    }
}
