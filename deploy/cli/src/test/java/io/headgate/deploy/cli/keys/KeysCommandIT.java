package io.headgate.deploy.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from the command line, with a Postgres and no process of Headgate. */
class KeysCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory = Path.of(".");

    private final Servers servers = TestServers.shared();
    private final String database = TestServers.freshDatabase();

    @BeforeEach
    void pepper() throws Exception {
        Files.writeString(directory.resolve("key-pepper"), "4c93b7e08d1e6f52a08d1e6f52b7a4c9");
    }

    @Test
    void aKeyIsMade_replacedAndRevoked_andAllOfItIsWrittenDown() throws Exception {
        JsonNode made = JSON.readTree(run(
                0,
                "keys",
                "create",
                "--role",
                "client",
                "--tenant",
                "acme",
                "--project",
                "search",
                "--label",
                "x",
                "-o",
                "json"));
        String id = made.path("id").asText();
        assertThat(made.path("key").asText()).startsWith("hg_" + id + "_");

        JsonNode fresh = JSON.readTree(run(0, "keys", "rotate", id, "--old-expires", "PT1H", "-o", "json"));
        assertThat(fresh.path("replaces").asText()).isEqualTo(id);
        assertThat(fresh.path("project").asText()).isEqualTo("search");
        assertThat(run(0, "keys", "revoke", id)).contains(id, "revoked since");
        assertThat(run(1, "keys", "rotate", id)).contains("revoked");

        assertThat(run(0, "keys", "list", "--tenant", "acme"))
                .contains(id, "revoked", "valid", "search")
                .doesNotContain(made.path("key").asText());
        List<String> acts = new ArrayList<>();
        for (String line : run(0, "audit", "--tenant", "acme", "-o", "json").split("\n")) {
            acts.add(JSON.readTree(line).path("action").asText() + " "
                    + JSON.readTree(line).path("via").asText());
        }
        assertThat(acts).containsExactly("key.revoke cli", "key.create cli", "key.rotate cli", "key.create cli");
    }

    @Test
    void whatCannotBeIsRefused_andNoKeyIsRepeated() {
        assertThat(run(1, "keys", "create", "--role", "admin", "--tenant", "acme", "--label", "x"))
                .contains("tenant", "whole installation");
        assertThat(run(1, "keys", "create", "--role", "reader", "--scopes", "submit", "--label", "x"))
                .contains("scopes", "read, operate");
        assertThat(run(2, "keys", "create", "--role", "reader", "--label", "x", "--expires", "soon"))
                .contains("P90D");
        assertThat(run(2, "keys", "revoke", "hg_000000000000_topsecret"))
                .contains("12 letters and digits")
                .doesNotContain("topsecret");
        assertThat(run(1, "keys", "revoke", "000000000000")).contains("no such key");
    }

    private String run(int expected, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data-dir", directory.toString(), "--jdbc-url", withCredentials()));
        StringWriter out = new StringWriter();
        int code = Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        assertThat(code).as(out.toString()).isEqualTo(expected);
        return out.toString();
    }

    private String withCredentials() {
        return database + (database.contains("?") ? "&" : "?") + "user=" + servers.jdbcUser() + "&password="
                + servers.jdbcPassword();
    }
}
