package io.headgate.deploy.cli.prices;

import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Where a list of prices is: a file, or an address that is fetched once. */
final class PriceSource {
    /** The list is about one megabyte; more than this is something else. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private PriceSource() {}

    /** @throws OptionError when it is neither a text file nor an https address that answers with one */
    static String read(String source) throws IOException, InterruptedException {
        if (source.startsWith("https://")) {
            return fetch(URI.create(source), MAX_BYTES);
        }
        if (source.contains("://")) {
            throw refused(source, "which is no https address", "a file or an https address");
        }
        return TextFile.read(Path.of(source), "a list of prices");
    }

    /** A redirect is not followed: who reads prices should know whose they are. */
    static String fetch(URI address, int maxBytes) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_WITHIN)
                .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(
                            address.toString(),
                            "which answers with status %d".formatted(response.statusCode()),
                            "one that answers with 200, without a redirect");
                }
                byte[] bytes = body.readNBytes(maxBytes + 1);
                if (bytes.length > maxBytes) {
                    throw refused(
                            address.toString(),
                            "which is more than %,d bytes".formatted(maxBytes),
                            "a list of no more than that");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
    }

    private static OptionError refused(String source, String seen, String allowed) {
        return new OptionError("SOURCE: seen %s, %s; allowed %s".formatted(source, seen, allowed));
    }
}
