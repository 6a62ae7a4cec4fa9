package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.ProviderKey;
import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    private static final ProviderKey A = new ProviderKey(new SecretRef.Env("A"), 2);
    private static final ProviderKey B = new ProviderKey(new SecretRef.Env("B"), 1);
    private static final Target TARGET = Samples.TARGET;
    private static final Target OTHER_MODEL =
            new Target(TARGET.provider(), TARGET.endpoint(), TARGET.model(), "another-model");

    private final List<String> used = new ArrayList<>();
    private final List<KeyEvent> events = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final KeyRing ring = new KeyRing(
            new Secrets(Map.of("A", "sk-a", "B", "sk-b")),
            () -> Duration.between(Instant.EPOCH, now).toNanos(),
            events::add);

    @Test
    void callsAreSharedByWeight_andNotInARow() {
        for (int i = 0; i < 6; i++) {
            call(TARGET, List.of(A, B), key -> completed());
        }
        assertThat(used).containsExactly("sk-a", "sk-b", "sk-a", "sk-a", "sk-b", "sk-a");
        assertThat(events).isEmpty();
    }

    @Test
    void aKeyThatIsRefusedRests_andTheOtherIsTakenAtOnce_andSomebodyIsToldOnce() {
        CallOutcome outcome = call(TARGET, List.of(A, B), key -> key.equals("sk-a") ? refused(401) : completed());
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        call(OTHER_MODEL, List.of(A, B), key -> completed());
        assertThat(used).containsExactly("sk-a", "sk-b", "sk-b");
        assertThat(events).containsExactly(new KeyEvent.Resting(A.reference(), KeyEvent.Trouble.REFUSED));

        pass(Duration.ofSeconds(61));
        used.clear();
        for (int i = 0; i < 3; i++) {
            call(TARGET, List.of(A, B), key -> key.equals("sk-a") ? refused(401) : completed());
        }
        assertThat(used).containsOnlyOnce("sk-a");
        assertThat(events).as("not again").hasSize(1);
    }

    @Test
    void aKeyIsGoodAgain_whenACallWithItCompletes() {
        call(TARGET, List.of(A, B), key -> key.equals("sk-a") ? exhausted() : completed());
        pass(Duration.ofMinutes(6));
        used.clear();
        while (!used.contains("sk-a")) {
            call(TARGET, List.of(A, B), key -> completed());
        }
        assertThat(events)
                .containsExactly(
                        new KeyEvent.Resting(A.reference(), KeyEvent.Trouble.EXHAUSTED),
                        new KeyEvent.Taken(A.reference()));
    }

    @Test
    void whatOneModelForbidsRestsForThatModelOnly() {
        call(TARGET, List.of(A, B), key -> key.equals("sk-a") ? refused(403) : completed());
        used.clear();
        for (int i = 0; i < 3; i++) {
            call(TARGET, List.of(A, B), key -> completed());
        }
        assertThat(used).containsOnly("sk-b");
        used.clear();
        for (int i = 0; i < 3; i++) {
            call(OTHER_MODEL, List.of(A, B), key -> completed());
        }
        assertThat(used).contains("sk-a");
    }

    @Test
    void theLastRefusalIsTheOutcome_whenAllAreRefused_andTheOneThatRestedLongestIsTriedNext() {
        CallOutcome outcome = call(TARGET, List.of(A, B), key -> refused(401));
        assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
        assertThat(used).containsExactly("sk-a", "sk-b");
        used.clear();
        call(TARGET, List.of(A, B), key -> refused(401));
        assertThat(used).as("one call, as if there were one key").containsExactly("sk-a");
    }

    @Test
    void anOnlyKeyIsAlwaysTried_andNobodyIsToldHere() {
        for (int i = 0; i < 3; i++) {
            call(TARGET, List.of(A), key -> refused(401));
        }
        assertThat(used).containsExactly("sk-a", "sk-a", "sk-a");
        assertThat(events).isEmpty();
    }

    @Test
    void aKeyThatIsReplacedInItsFileDoesNotRest(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, "sk-old");
        ProviderKey filed = new ProviderKey(new SecretRef.File(file.toString()), 2);
        call(TARGET, List.of(filed, B), key -> key.equals("sk-old") ? refused(401) : completed());
        Files.writeString(file, "sk-new");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        used.clear();
        for (int i = 0; i < 3; i++) {
            call(TARGET, List.of(filed, B), key -> completed());
        }
        assertThat(used).contains("sk-new").doesNotContain("sk-old");
    }

    @Test
    void whatCannotBeReadIsPassedOver_andWithoutAnyTheReferencesAreTold() {
        ProviderKey missing = new ProviderKey(new SecretRef.Env("MISSING"), 5);
        call(TARGET, List.of(missing, B), key -> completed());
        assertThat(used).containsExactly("sk-b");
        assertThat(ring.locked(List.of(missing, B))).isEmpty();
        assertThat(ring.locked(List.of(missing)).map(Failure::seen)).contains("env:MISSING");
        assertThat(call(TARGET, List.of(missing), key -> completed())).isInstanceOf(CallOutcome.Refused.class);
        assertThat(ring.any(List.of(missing, B))).isEqualTo(new ApiKey("sk-b"));
    }

    @Test
    void oneThatWantsNoneIsGivenNone() {
        CallOutcome outcome = ring.call(TARGET, List.of(), key -> {
            assertThat(key).isNull();
            return completed();
        });
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        assertThat(ring.locked(List.of())).isEmpty();
    }

    @Test
    void noEventAndNoRingShowsAKey() {
        call(TARGET, List.of(A, B), key -> key.equals("sk-a") ? refused(401) : completed());
        assertThat(events.toString()).contains("env:A").doesNotContain("sk-a");
    }

    private CallOutcome call(Target target, List<ProviderKey> keys, Function<String, CallOutcome> answer) {
        return ring.call(target, keys, (@Nullable ApiKey key) -> {
            String value = key == null ? "none" : key.value();
            used.add(value);
            return answer.apply(value);
        });
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static CallOutcome completed() {
        return new CallOutcome.Completed("{}", Usage.none(), null, UpstreamReply.NONE);
    }

    private static CallOutcome refused(int status) {
        return new CallOutcome.Refused(
                Failure.of(FailureCode.PROVIDER_AUTH, "refused"), true, new UpstreamReply(status, null, null));
    }

    private static CallOutcome exhausted() {
        return new CallOutcome.Refused(
                Failure.of(FailureCode.PROVIDER_QUOTA, "no money"), true, new UpstreamReply(429, null, null));
    }
}
