package io.headgate.deploy.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.acceptance.cluster.child.SimulatorJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to a process, done to a simulator. */
@Timeout(120)
class MemberIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path logs;

    private Member member = new Member(plan(), Path.of("."));

    private static MemberPlan plan() {
        return new MemberPlan(
                "simulator", Kind.SIMULATOR, SimulatorJvm.class, List.of(), List.of("--port", "0"), 128, Map.of());
    }

    @BeforeEach
    void start() throws Exception {
        member = new Member(plan(), logs);
        member.start();
        assertThat(member.awaitReady()).isTrue();
    }

    @AfterEach
    void stop() {
        Stopping.all(List.of(member));
    }

    @Test
    void staysDownWhenKilled_andServesWhenItIsStartedAgain() throws Exception {
        member.kill();
        assertThat(member.address()).isEmpty();
        assertThat(member.startIfEnded()).isEmpty();

        member.start();

        assertThat(member.awaitReady()).isTrue();
        assertThat(member.lives()).isEqualTo(2);
        assertThat(status()).isEqualTo(200);
        assertThat(logs).isDirectoryContaining(file -> file.endsWith("simulator.2.out"));
    }

    @Test
    void isStartedAgain_whenItEndedByItself_butNotWhileSomebodyHasAClaim() throws Exception {
        AtomicReference<Optional<Integer>> status = new AtomicReference<>(Optional.empty());
        // The simulator understands no order: its leash ends it.
        member.order("end");
        await().atMost(SOON).until(() -> member.address().isEmpty());

        try (var _ = member.claim()) {
            Thread supervisor = Thread.ofVirtual().start(() -> status.set(member.startIfEnded()));
            supervisor.join();
            assertThat(status.get()).isEmpty();
        }

        assertThat(member.startIfEnded()).contains(0);
        assertThat(member.awaitReady()).isTrue();
    }

    @Test
    void standsStillWhileFrozen_andGoesOnWhereItWas() throws Exception {
        member.freeze();
        assertThatThrownBy(this::status).isInstanceOf(HttpTimeoutException.class);

        member.thaw();

        assertThat(status()).isEqualTo(200);
        assertThat(member.lives()).isEqualTo(1);
    }

    private int status() throws Exception {
        URI address = member.address().orElseThrow();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/_sim/summary"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
