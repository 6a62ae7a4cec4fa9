package io.headgate.deploy.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls a simulator over real HTTP, or over a bare socket where HTTP clients hide too much. */
final class Client {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Simulator simulator;

    Client(Simulator simulator) {
        this.simulator = simulator;
    }

    static String prompt(String text) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    HttpRequest.Builder request(String provider, String body) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl(provider) + "/chat/completions"))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> call(String provider, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(provider, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String provider, String body, String fault) throws Exception {
        return HTTP.send(
                request(provider, body).header("x-sim-fault", fault).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<String>> callLater(String provider, String body) {
        return HTTP.sendAsync(request(provider, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> control(String method, String page, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/_sim/" + page))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** The JSON of a stream's events, without its end mark. */
    static List<JsonNode> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> {
                    try {
                        return JSON.readTree(line.substring(6));
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    /** A socket on which a call with this fault was sent. Reads time out after a quarter of a minute. */
    Socket socket(String provider, String body, String fault) throws IOException {
        Socket socket = new Socket("127.0.0.1", simulator.baseUrl().getPort());
        socket.setSoTimeout(15_000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /" + provider + "/v1/chat/completions HTTP/1.1\r\nhost: sim\r\ncontent-length: "
                + bytes.length + "\r\nx-sim-fault: " + fault + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /** Whether nothing comes for half a second. */
    static boolean isSilent(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** What comes until the text is seen. */
    static String readUntil(Socket socket, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended after: " + seen);
            }
            seen.append((char) next);
        }
        return seen.toString();
    }

    /** All that comes until the end of the stream; what had come goes into {@code seen} also when it breaks. */
    static void readAll(Socket socket, StringBuilder seen) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        int count;
        while ((count = in.read(buffer)) >= 0) {
            seen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
    }
}
