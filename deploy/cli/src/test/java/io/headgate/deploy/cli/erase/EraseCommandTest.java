package io.headgate.deploy.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.cli.LocalHeadgate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a server that answers as it is told. */
class EraseCommandTest {
    private static final String ERASED = """
            {"object":"erasure","id":"erase_1","tenant":"acme","user":"u-1","dry_run":false,
             "erased":{"requests":1203,"files":1},
             "not_erased":[{"where":"headgate.results","holds":"answers","kept_for":"PT168H","until":"168 hours"}]}""";

    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private int status = 200;
    private String reply = ERASED;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add("%s %s by %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("authorization")));
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingIsErased_unlessItIsSaid() {
        reply = ERASED.replace("false", "true").replace("\"id\":\"erase_1\",", "");

        assertThat(erase("--tenant", "acme")).isZero();

        assertThat(asked).containsExactly("DELETE /v1/data?tenant=acme&dry_run=true by null");
        assertThat(out.toString()).contains("would be erased", "1,203", "headgate.results", "--execute does it");
    }

    @Test
    void saysWhatIsGoneAndWhatIsNot_whenItIsDone() {
        assertThat(erase("--tenant", "acme", "--user", "u+1&x=y", "--execute")).isZero();

        assertThat(asked).containsExactly("DELETE /v1/data?tenant=acme&user=u%2B1%26x%3Dy&dry_run=false by null");
        assertThat(out.toString()).contains("1,203", "168 hours", "Erased: erase_1.");
    }

    @Test
    void asksTheHeadgateThatRunsHere_withItsKey(@TempDir Path here) throws IOException {
        LocalHeadgate.leave(here, URI.create(api()), "local");

        assertThat(run("erase", "--data-dir", here.toString(), "--tenant", "acme"))
                .isZero();

        assertThat(asked).containsExactly("DELETE /v1/data?tenant=acme&dry_run=true by Bearer local");
    }

    /** Every process of the machine sees it there. */
    @Test
    void takesNoKeyOnTheCommandLine() {
        assertThat(erase("--tenant", "acme", "--api-key", "k")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void isJson_whenThatIsAskedFor() {
        assertThat(erase("--tenant", "acme", "--execute", "-o", "json")).isZero();

        assertThat(out.toString()).contains("\"requests\":1203").contains("\"id\":\"erase_1\"");
    }

    @Test
    void exitCode2AndTheReason_whenItIsRefused() {
        status = 403;
        reply = "{\"error\":{\"message\":\"The key may not erase.\"}}";

        assertThat(erase("--tenant", "acme", "--execute")).isEqualTo(2);
        assertThat(err.toString()).contains("403").contains("The key may not erase.");
    }

    @Test
    void exitCode2_whenATenantOrUserIsNone() {
        assertThat(erase("--tenant", "a b")).isEqualTo(2);
        assertThat(erase("--tenant", "acme", "--user", "")).isEqualTo(2);
        assertThat(erase()).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    private int erase(String... options) {
        List<String> words = new ArrayList<>(List.of("erase", "--api", api()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private String api() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private int run(String... words) {
        CommandLine headgate = Headgate.commandLine();
        headgate.setOut(new PrintWriter(out, true));
        headgate.setErr(new PrintWriter(err, true));
        return headgate.execute(words);
    }
}
