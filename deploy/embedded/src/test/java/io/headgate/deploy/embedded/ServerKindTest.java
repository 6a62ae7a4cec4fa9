package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerKindTest {

    private static final ServersConfig TEMPORARY = ServersConfig.temporary();
    private static final ServersConfig KEPT = ServersConfig.keptIn(Path.of("data"));

    @Test
    void environmentDecides_whenItNamesAKind() {
        assertThat(ServerKind.choose(TEMPORARY, Map.of("HEADGATE_SERVERS", "embedded")))
                .isEqualTo(ServerKind.EMBEDDED);
        assertThat(ServerKind.choose(TEMPORARY, Map.of("HEADGATE_SERVERS", "Docker")))
                .isEqualTo(ServerKind.DOCKER);
    }

    @Test
    void rejected_whenTheEnvironmentNamesAnotherKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerKind.choose(TEMPORARY, Map.of("HEADGATE_SERVERS", "podman")))
                .withMessage("HEADGATE_SERVERS is 'podman'; allowed are embedded and docker");
    }

    @Test
    void rejected_whenContainersAreAskedForInADataDirectory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerKind.choose(KEPT, Map.of("HEADGATE_SERVERS", "docker")));
    }
}
