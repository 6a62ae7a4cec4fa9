package io.headgate.deploy.benchmarks.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.topic.HeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A tenant that sends batches to a Headgate which asks for no key, as OpenAI's clients do. Blocks. */
final class BatchClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "b0und";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String api;
    private final String tenant;

    BatchClient(String api, String tenant) {
        this.api = api;
        this.tenant = tenant;
    }

    /** Uploads a file of lines; its id. */
    String upload(Path lines) throws InterruptedException, IOException {
        BodyPublisher form = BodyPublishers.concat(
                BodyPublishers.ofString(
                        part("name=\"purpose\"") + "batch\r\n" + part("name=\"file\"; filename=\"in.jsonl\"")),
                BodyPublishers.ofFile(lines),
                BodyPublishers.ofString("\r\n--%s--\r\n".formatted(BOUNDARY)));
        return json(request("/v1/files", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(form))
                .path("id")
                .asText();
    }

    private static String part(String name) {
        return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, name);
    }

    /** Orders a batch of a file; its id. */
    String order(String file) throws InterruptedException {
        String order = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                .formatted(file);
        return json(request("/v1/batches", "application/json").POST(BodyPublishers.ofString(order)))
                .path("id")
                .asText();
    }

    /** A batch as it is now. */
    JsonNode batch(String id) throws InterruptedException {
        return json(request("/v1/batches/" + id, "application/json"));
    }

    /** Shows each line of a file, one after another. */
    void read(String file, Consumer<JsonNode> reader) throws InterruptedException {
        try (Stream<String> lines =
                send(request("/v1/files/%s/content".formatted(file), "application/json"), BodyHandlers.ofLines())) {
            lines.map(BatchClient::parsed).forEach(reader);
        }
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .header("content-type", contentType)
                .header(HeaderNames.TENANT, tenant);
    }

    private JsonNode json(HttpRequest.Builder request) throws InterruptedException {
        return parsed(send(request, BodyHandlers.ofString()));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the API did not answer with JSON", e);
        }
    }

    private <T> T send(HttpRequest.Builder built, HttpResponse.BodyHandler<T> handler) throws InterruptedException {
        HttpRequest request = built.build();
        try {
            HttpResponse<T> reply = http.send(request, handler);
            if (reply.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s: seen HTTP %d, wanted 200".formatted(request.uri(), reply.statusCode()));
            }
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException("%s: no reply".formatted(request.uri()), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
