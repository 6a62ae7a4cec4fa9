package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Alert;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Four simulated weeks of what providers say they served: the pin, its snapshot, or nothing. One changes over to another version
 * on the tenth day, and serves both for six hours; another serves a smaller model for an hour.
 */
class ServedModelsWeeksTest {
    private static final Instant START = Instant.parse("2026-09-07T00:00:00Z");
    private static final int DAYS = 28;
    private static final int TARGETS = 12;
    private static final Duration EVERY = Duration.ofSeconds(20);
    private static final int CHANGES = 3;
    private static final int CHEATS = 7;

    private final Random random = new Random(17);

    @Test
    void whatChangesIsTold_andNothingElse() {
        ServedModels models = new ServedModels();
        List<Alert> raised = new ArrayList<>();
        for (Instant now = START; now.isBefore(START.plus(Duration.ofDays(DAYS))); now = now.plus(EVERY)) {
            for (int target = 0; target < TARGETS; target++) {
                models.served(target(target), said(target, now), now)
                        .filter(alert -> alert.state() == Alert.State.RAISED)
                        .ifPresent(raised::add);
            }
        }

        List<Integer> of = raised.stream()
                .map(alert -> Integer.parseInt(
                        Objects.requireNonNull(alert.scope().model()).value().substring(1)))
                .toList();
        long falseOnes = of.stream()
                .filter(target -> target != CHANGES && target != CHEATS)
                .count();
        System.out.printf(
                "model_mismatch: %d false alarms in %d days of a target; a change over six hours is told %d times%n",
                falseOnes,
                TARGETS * DAYS,
                of.stream().filter(target -> target == CHANGES).count());
        assertThat(falseOnes).isZero();
        assertThat(of).contains(CHANGES, CHEATS);
        assertThat(of.stream().filter(target -> target == CHANGES).count())
                .as("while both are served, by turns of minutes")
                .isLessThanOrEqualTo(2);
    }

    private @Nullable String said(int target, Instant now) {
        String pin = "model-" + target;
        Duration since = Duration.between(START, now);
        if (target == CHEATS && since.toHours() == 300) {
            return "model-small";
        }
        if (target == CHANGES && since.toDays() >= 10) {
            boolean still = since.toHours() < 246 && random.nextBoolean();
            return pin + (still ? "-2026-04-14" : "-2026-08-01");
        }
        double drawn = random.nextDouble();
        return drawn < 0.05 ? null : target % 3 == 0 || drawn < 0.4 ? pin + "-2026-04-14" : pin;
    }

    private static Target target(int number) {
        return new Target(Samples.PROVIDER, Samples.TARGET.endpoint(), new ModelName("m" + number), "model-" + number);
    }
}
