package io.botstatus.server.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A document of the API that is written by hand, with the paths that this server has. It is read once. */
final class ApiDocument {

    /** Where the server is. A caller's own site may have it below a path. */
    private static final String YAML_SERVER = "  - url: /\n";

    private static final String JSON_SERVER = "{\"url\":\"/\"";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String yaml;
    private final String json;

    /**
     * @param api the path of the HTTP API
     * @param webhooks the path below which platforms deliver
     */
    ApiDocument(String file, String api, String webhooks) {
        try {
            this.yaml = new ClassPathResource("api/" + file)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replace("  /api/", "  " + api + "/")
                    .replace("./openapi.yaml#", "./api-docs.yaml#")
                    .replace("address: /api/", "address: " + api + "/")
                    .replace("  /webhooks/", "  " + webhooks + "/");
            this.json = JSON.writeValueAsString(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as YAML for a server whose paths begin so. */
    String yaml(String path) {
        return path.isEmpty() ? yaml : yaml.replace(YAML_SERVER, "  - url: " + quoted(path) + "\n");
    }

    /** The document as JSON for a server whose paths begin so. */
    String json(String path) {
        return path.isEmpty() ? json : json.replace(JSON_SERVER, "{\"url\":" + quoted(path));
    }

    /** As a text of JSON, which is one of YAML too: the path may come from a header. */
    private static String quoted(String path) {
        try {
            return JSON.writeValueAsString(path);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
