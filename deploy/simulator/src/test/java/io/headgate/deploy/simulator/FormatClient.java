package io.headgate.deploy.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.misbehaviour.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Asks one provider the same thing in every format, and reads the text out of the answers. */
final class FormatClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI origin;

    FormatClient(URI origin) {
        this.origin = origin;
    }

    HttpResponse<String> ask(WireFormat format, boolean streamed, String prompt, String... headers) throws Exception {
        return send(request(format, streamed, prompt, headers), Duration.ofSeconds(20));
    }

    /** Throws an {@link IOException} also when the body is not whole in time, which the client's own timeout is not for. */
    HttpResponse<String> send(HttpRequest.Builder request, Duration patience) throws Exception {
        var answer = HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("nothing whole after " + patience, e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path));
    }

    HttpRequest.Builder post(String path, String body, String... headers) {
        HttpRequest.Builder request = get(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length > 0 ? request.headers(headers) : request;
    }

    HttpRequest.Builder request(WireFormat format, boolean streamed, String prompt, String... headers) {
        HttpRequest.Builder request = post(path(format, streamed), body(format, streamed, prompt), headers);
        return switch (format) {
            case ANTHROPIC -> request.header("anthropic-version", "2023-06-01");
            case REPLICATE -> request.header("prefer", "wait=5");
            case OPENAI, GEMINI, OLLAMA -> request;
        };
    }

    private static String path(WireFormat format, boolean streamed) {
        return switch (format) {
            case OPENAI -> "/v1/chat/completions";
            case ANTHROPIC -> "/v1/messages";
            case GEMINI -> "/v1beta/models/m:" + (streamed ? "streamGenerateContent?alt=sse" : "generateContent");
            case OLLAMA -> "/api/chat";
            case REPLICATE -> "/v1/models/o/m/predictions";
        };
    }

    private static String body(WireFormat format, boolean streamed, String prompt) {
        String message = "{\"role\":\"user\",\"content\":\"" + prompt + "\"}";
        return switch (format) {
            case OPENAI ->
                "{\"model\":\"m\",\"stream\":" + streamed
                        + (streamed ? ",\"stream_options\":{\"include_usage\":true}" : "") + ",\"messages\":[" + message
                        + "]}";
            case ANTHROPIC ->
                "{\"model\":\"m\",\"max_tokens\":4096,\"stream\":" + streamed + ",\"messages\":[" + message + "]}";
            case GEMINI -> "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + prompt + "\"}]}]}";
            case OLLAMA -> "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[" + message + "]}";
            case REPLICATE -> "{\"input\":{\"prompt\":\"" + prompt + "\"}}";
        };
    }

    /** The text of a good answer; one that is not good may give anything, or an exception. */
    static String text(WireFormat format, String body) {
        return documents(body).stream().map(document -> text(format, document)).collect(Collectors.joining());
    }

    /** The JSON of a body: all of it, or an event's or a line's at a time. */
    static List<JsonNode> documents(String body) {
        if (body.stripLeading().startsWith("{")) {
            return body.lines()
                    .filter(line -> !line.isBlank())
                    .map(FormatClient::json)
                    .toList();
        }
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    private static String text(WireFormat format, JsonNode document) {
        return switch (format) {
            case OPENAI -> {
                JsonNode choice = document.at("/choices/0");
                yield choice.at("/message/content").asText("")
                        + choice.at("/delta/content").asText("");
            }
            case ANTHROPIC ->
                document.at("/content/0/text").asText("")
                        + document.at("/delta/text").asText("");
            case GEMINI -> document.at("/candidates/0/content/parts/0/text").asText("");
            case OLLAMA -> document.at("/message/content").asText("");
            case REPLICATE -> {
                StringBuilder output = new StringBuilder();
                document.path("output").forEach(piece -> output.append(piece.asText()));
                yield output.toString();
            }
        };
    }

    private static JsonNode json(String text) {
        try {
            return Client.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
