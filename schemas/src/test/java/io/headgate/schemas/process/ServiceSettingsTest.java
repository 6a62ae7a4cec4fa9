package io.headgate.schemas.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a command line to the settings of a process. */
class ServiceSettingsTest {
    @TempDir
    Path directory;

    @Test
    void settingsSayWhatTheCommandLineSaid() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
        Path client = Files.writeString(directory.resolve("client.properties"), "security.protocol=SSL\n");

        ServiceSettings settings = settings(
                "--bootstrap-server", "k:9092",
                "--command-config", client.toString(),
                "--topic-prefix", "hg.",
                "--jdbc-url", "jdbc:postgresql://db/headgate",
                "--jdbc-password-file", password.toString(),
                "--instance", "w1",
                "--port", "0",
                "--set", "headgate.router.threads=3");

        assertThat(settings.kafka().clientProperties())
                .containsEntry("bootstrap.servers", "k:9092")
                .containsEntry("security.protocol", "SSL");
        assertThat(settings.kafka().topics().results()).isEqualTo("hg.results");
        assertThat(settings.properties())
                .containsEntry("headgate.worker.instance", "w1")
                .containsEntry("headgate.router.threads", "3")
                .containsEntry("datasources.default.password", "s3cret")
                .containsEntry("micronaut.server.host", "127.0.0.1")
                .containsEntry("micronaut.server.port", -1)
                .containsEntry("headgate.management.port", -1);
    }

    @Test
    void managementIsBesideThePort_whenItsOwnIsNotSaid() throws Exception {
        String[] some = {"--bootstrap-server", "k:9092", "--jdbc-url", "jdbc:postgresql://db/headgate"};

        assertThat(settings(with(some)).properties()).containsEntry("headgate.management.port", 8081);
        assertThat(settings(with(some, "--port", "9000")).properties()).containsEntry("headgate.management.port", 9001);
        assertThat(settings(with(some, "--port", "65535")).properties()).containsEntry("headgate.management.port", -1);
        assertThat(settings(with(some, "--management-port", "9100")).properties())
                .containsEntry("micronaut.server.port", 8080)
                .containsEntry("headgate.management.port", 9100);
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void secretsAreNotShown_whenSettingsArePrinted() throws Exception {
        Path client = Files.writeString(directory.resolve("client.properties"), "sasl.jaas.config=s3cret\n");
        ServiceSettings settings = settings(
                "--bootstrap-server", "k:9092",
                "--command-config", client.toString(),
                "--jdbc-url", "jdbc:postgresql://db/headgate?user=u&password=s3cret",
                "--set", "some.password=s3cret");

        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void theOptionIsNamed_whenItIsMissingOrItsFileIsNotThere() {
        assertThatThrownBy(() -> settings("--jdbc-url", "jdbc:postgresql://db/headgate"))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("--bootstrap-server");
        assertThatThrownBy(() -> settings("--bootstrap-server", "k:9092"))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("--jdbc-url");
        assertThatThrownBy(() -> settings("--bootstrap-server", "k:9092", "--command-config", "/nowhere"))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("/nowhere");
    }

    @Test
    void defaultsArePinned() {
        assertThat(ProcessDefaults.properties())
                .containsEntry("micronaut.server.host", "127.0.0.1")
                .containsEntry("endpoints.all.enabled", false)
                .containsEntry("endpoints.health.enabled", true)
                .containsEntry("endpoints.prometheus.enabled", true)
                .containsEntry("endpoints.prometheus.sensitive", false)
                .containsEntry("endpoints.loggers.enabled", true);
        assertThat(Map.of("router", false, "worker", false, "metering", true, "api", true))
                .allSatisfy((name, database) -> assertThat(Role.valueOf(name.toUpperCase(java.util.Locale.ROOT))
                                .keepsDatabase())
                        .isEqualTo(database));
    }

    private static ServiceSettings settings(String... arguments) {
        ServiceOptions options = new ServiceOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs(arguments);
        return options.settings(true);
    }
}
