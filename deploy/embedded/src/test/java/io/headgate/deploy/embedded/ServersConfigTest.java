package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServersConfigTest {

    @Test
    void rejected_whenAPortIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersConfig.temporary().withBrokerPort(65_536))
                .withMessage("brokerPort is 65536; allowed are 0 (a free one) to 65535");
    }

    @Test
    void rejected_whenBothPortsAreTheSame() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServersConfig(null, 9092, 9092));
    }

    @Test
    void allIsUnderstood_whenTheCommandLineNamesIt() {
        var options = ServersMain.Options.parse(List.of(
                "--data", "/srv/data", "--broker-port", "9092", "--database-port", "5432", "--stop-on-stdin-close"));

        assertThat(options)
                .isEqualTo(new ServersMain.Options(new ServersConfig(Path.of("/srv/data"), 9092, 5432), true));
    }

    @Test
    void rejected_whenAnOptionHasNoValueOrIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersMain.Options.parse(List.of("--data")))
                .withMessage("--data needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersMain.Options.parse(List.of("--date")))
                .withMessage("unknown option --date");
    }
}
