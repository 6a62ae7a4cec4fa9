package io.headgate.deploy.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Somebody of one tenant who sends batches, to an API that may be elsewhere after it was started again. */
final class BatchClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BOUNDARY = "b0und";

    private final Supplier<URI> api;
    private final String tenant;

    BatchClient(Supplier<URI> api, String tenant) {
        this.api = api;
        this.tenant = tenant;
    }

    /** Uploads these lines and orders them as a batch; its id. */
    String order(List<String> lines) throws IOException, InterruptedException {
        String form = part("name=\"purpose\"", "batch")
                + part("name=\"file\"; filename=\"in.jsonl\"", String.join("\n", lines))
                + "--" + BOUNDARY + "--\r\n";
        byte[] file = send(request("/v1/files", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(form)));
        String order = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                .formatted(Json.read(file).path("id").asText());
        byte[] batch = send(request("/v1/batches", "application/json").POST(BodyPublishers.ofString(order)));
        return Json.read(batch).path("id").asText();
    }

    private static String part(String name, String content) {
        return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n".formatted(BOUNDARY, name, content);
    }

    JsonNode batch(String id) throws IOException, InterruptedException {
        return Json.read(send(request("/v1/batches/" + id, "application/json")));
    }

    void cancel(String id) throws IOException, InterruptedException {
        send(request("/v1/batches/" + id + "/cancel", "application/json").POST(BodyPublishers.noBody()));
    }

    /**
     * The lines of one of its files; none where it has no such file.
     *
     * @param which {@code output_file_id} or {@code error_file_id}
     */
    List<JsonNode> lines(String id, String which) throws IOException, InterruptedException {
        JsonNode file = batch(id).path(which);
        if (file.isNull()) {
            return List.of();
        }
        byte[] content = send(request("/v1/files/" + file.asText() + "/content", "application/json"));
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(Json::read)
                .toList();
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(URI.create(api.get() + path))
                .header("content-type", contentType)
                .header("headgate-tenant", tenant);
    }

    private static byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new AssertionError("%s: %d, %s"
                    .formatted(request.uri(), reply.statusCode(), new String(reply.body(), StandardCharsets.UTF_8)));
        }
        return reply.body();
    }
}
