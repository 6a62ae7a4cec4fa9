package io.headgate.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.TestCatalogue;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ProcessDefaults;
import io.headgate.schemas.topic.TopicNames;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document against the routes of a process; neither Kafka nor Postgres need be there for it. */
class OpenApiDocumentTest {
    private static final Pattern JAVADOC =
            Pattern.compile("\\{@|@(code|link|see|param|return)\\b|</?(p|ul|li|em|code)>");
    /** Of other services: in this process they are not. */
    private static final Set<String> SERVED_BY_OTHERS = Set.of("POST /v1/route/explain");

    private static final Set<HttpMethod> SAID_BY_OTHERS = Set.of(HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static JsonNode document;
    private static Set<String> routes;

    @BeforeAll
    static void read(@TempDir Path directory) throws Exception {
        document = new ObjectMapper().readTree(OpenApiDocument.load().toJson());
        try (ApplicationContext context = process(directory)) {
            routes = context.getBean(Router.class)
                    .uriRoutes()
                    .filter(route -> !route.getDeclaringType().isAnnotationPresent(Endpoint.class))
                    .filter(route -> !route.getDeclaringType().isAnnotationPresent(Hidden.class))
                    .filter(route -> !SAID_BY_OTHERS.contains(route.getHttpMethod()))
                    .map(route -> route.getHttpMethod() + " "
                            + withoutPatterns(route.getUriMatchTemplate().toPathString()))
                    .collect(Collectors.toSet());
        }
    }

    /** {@code {id:.+}} is {@code {id}}. */
    private static String withoutPatterns(String template) {
        return template.replaceAll("\\{([^:}]+):[^}]*}", "{$1}");
    }

    /** One that asks for keys: an open door has no routes for them. */
    private static ApplicationContext process(Path directory) throws IOException {
        Path pepper = Files.writeString(directory.resolve("pepper"), "4c93b7e08d1e6f52a08d1e6f52b7a4c9");
        Map<String, Object> properties = new HashMap<>(ProcessDefaults.properties());
        properties.put("headgate.roles.api", "true");
        properties.put("headgate.api.key-pepper", "file:" + pepper);
        properties.put("datasources.default.url", "jdbc:postgresql://127.0.0.1:1/nobody");
        return ApplicationContext.builder()
                .properties(properties)
                .singletons(
                        new KafkaConnection("127.0.0.1:1", Map.of(), new TopicNames("nobody.")),
                        AvroCodecs.singleObject(),
                        new Fixed())
                .start();
    }

    private record Fixed() implements CatalogSource {
        @Override
        public Catalogue current() {
            return TestCatalogue.create();
        }

        @Override
        public void subscribe(Consumer<Catalogue> listener) {
            listener.accept(current());
        }
    }

    /** Operations by method and path. */
    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
        return operations;
    }

    @Test
    void everyRouteIsInIt_andNothingElse_butThoseOfOtherServices() {
        Set<String> all = new TreeSet<>(routes);
        all.addAll(SERVED_BY_OTHERS);

        assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        assertThat(operations()).allSatisfy((name, operation) -> {
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("operationId").asText()).isNotBlank();
            assertThat(operation.path("tags").path(0).asText()).isNotBlank();
        });
    }

    /** They come from Javadoc, whose first sentence ends where a tag holds a full stop. */
    @Test
    void nothingInItIsMarkedUpAsJavadocIs() {
        List<String> told = new ArrayList<>();
        for (String name : List.of("summary", "description")) {
            document.findValues(name).forEach(text -> told.add(text.asText()));
        }

        assertThat(told)
                .hasSizeGreaterThan(50)
                .noneMatch(text -> JAVADOC.matcher(text).find());
    }

    @Test
    void everyOperationHasAnExampleOfEachBody() {
        assertThat(operations()).allSatisfy((name, operation) -> {
            assertThat(operation.path("requestBody").path("content"))
                    .allSatisfy(media -> assertThat(media.has("example")).isTrue());
            Map<String, JsonNode> good = new TreeMap<>();
            operation.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> good.put(response.getKey(), response.getValue()));
            assertThat(good).isNotEmpty().allSatisfy((status, response) -> {
                assertThat(response.path("description").asText()).isNotBlank();
                assertThat(status.equals("204") || !response.path("content").isEmpty())
                        .isTrue();
                assertThat(response.path("content"))
                        .allSatisfy(media -> assertThat(media.has("example")).isTrue());
            });
        });
    }

    @Test
    void everyOperationHasItsErrors() {
        assertThat(operations()).allSatisfy((name, operation) -> {
            JsonNode responses = operation.path("responses");
            assertThat(List.of("400", "401", "403", "429", "503")).allMatch(responses::has);
            assertThat(responses.has("404")).isEqualTo(name.contains("{") || SERVED_BY_OTHERS.contains(name));
            assertThat(responses.has("413") && responses.has("415")).isEqualTo(operation.has("requestBody"));
            assertThat(operation.path("parameters"))
                    .noneMatch(parameter -> parameter.path("name").asText().equals("caller"));
        });
    }

    @Test
    void whateverItRefersToIsThere() {
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
        });
    }

    @Test
    void aKeyIsAskedFor() {
        assertThat(document.path("security").path(0).has("key")).isTrue();
        assertThat(document.at("/components/securitySchemes/key/scheme").asText())
                .isEqualTo("bearer");
    }
}
