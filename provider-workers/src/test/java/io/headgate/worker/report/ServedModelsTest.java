package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.worker.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedModelsTest {
    private final ServedModels models = new ServedModels();
    private Instant now = Ended.START;

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-mini-2025-04-14, gpt-4.1-mini-2025-04-14",
        "gpt-4.1-mini, gpt-4.1-mini-2025-04-14",
        "gpt-4, gpt-4-0613",
        "claude-x, claude-x-20240229",
        "claude-x, claude-x@20240229",
        "gemini-1.5-pro, models/gemini-1.5-pro-002",
        "models/gemini-1.5-pro, gemini-1.5-pro",
        "llama3, llama3:latest",
    })
    void isSilent_whenThePinnedModelWasServed(String pinned, String served) {
        assertThat(models.served(pinned(pinned), served, now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-mini-2025-04-14, gpt-4.1-mini-2025-08-01",
        "gpt-4.1-mini-2025-04-14, gpt-4.1-mini",
        "gpt-4.1, gpt-4.1-mini",
        "gpt-4.1, gpt-4.1-mini-2025-04-14",
        "gpt-4, gpt-40613",
        "llama3, llama3:8b",
    })
    void alarms_whenAnotherWasServed(String pinned, String served) {
        Alert alert = models.served(pinned(pinned), served, now).orElseThrow();

        assertThat(alert.state()).isEqualTo(Alert.State.RAISED);
        assertThat(alert.kind()).isEqualTo(Alert.Kind.MODEL_MISMATCH);
        assertThat(alert.message()).contains(pinned).contains(served);
        assertThat(alert.scope().provider()).isEqualTo(Samples.PROVIDER);
    }

    @Test
    void isSilent_whenTheProviderDoesNotSay() {
        assertThat(models.served(pinned("a"), null, now)).isEmpty();
        assertThat(models.served(pinned("a"), " ", now)).isEmpty();
    }

    @Test
    void alarmsOncePerVersion_andResolvesWhenThePinnedOneIsBackForAWhile() {
        Target target = pinned("a");
        Alert raised = models.served(target, "b", now).orElseThrow();
        assertThat(models.served(target, "b", now)).as("again").isEmpty();
        assertThat(models.served(target, "c", now)).as("yet another").isPresent();
        assertThat(models.served(target, "a", now)).as("both are served").isEmpty();

        now = now.plus(ServedModels.CALM);
        Alert first = models.served(target, "a", now).orElseThrow();
        Alert second = models.served(target, "a", now).orElseThrow();
        assertThat(first.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(List.of(first.id(), second.id())).contains(raised.id()).doesNotHaveDuplicates();
        assertThat(models.served(target, "a", now)).as("all is well").isEmpty();
        assertThat(models.served(target, "b", now).map(Alert::id))
                .as("raised anew")
                .contains(raised.id());
    }

    @Test
    void alarms_whenTheSnapshotOfAnUndatedPinChanges() {
        Target target = pinned("gpt-4.1");
        assertThat(models.served(target, "gpt-4.1", now)).isEmpty();
        assertThat(models.served(target, "gpt-4.1-2025-04-14", now)).isEmpty();
        assertThat(models.served(target, "gpt-4.1", now)).isEmpty();
        Optional<Alert> changed = models.served(target, "gpt-4.1-2025-08-01", now);
        assertThat(changed.orElseThrow().message())
                .contains("gpt-4.1-2025-04-14")
                .contains("gpt-4.1-2025-08-01");
    }

    @Test
    void remembersAFewVersions_whenEveryReplySaysAnother() {
        Target target = pinned("a");
        long alarms = IntStream.range(0, 1_000)
                .filter(i -> models.served(target, "x" + i, now).isPresent())
                .count();
        assertThat(alarms).isEqualTo(ServedModels.MOST_VERSIONS);
    }

    @Test
    void quotesTheProviderBriefly() {
        Alert alert =
                models.served(pinned("a"), "evil\n" + "x".repeat(10_000), now).orElseThrow();
        assertThat(alert.message()).hasSizeLessThan(400).doesNotContain("\n");
        assertThat(alert.id()).hasSizeLessThan(400);
    }

    private static Target pinned(String model) {
        return new Target(Samples.PROVIDER, Samples.TARGET.endpoint(), Samples.TARGET.model(), model);
    }
}
