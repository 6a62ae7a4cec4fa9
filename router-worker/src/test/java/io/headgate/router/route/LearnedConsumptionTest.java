package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.router.Samples;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearnedConsumptionTest {
    private static final ModelName MODEL = new ModelName("alpha-large");
    private final LearnedConsumption learned = new LearnedConsumption();

    @Test
    void theCapIsExpected_untilEnoughWasSeen() {
        for (int i = 0; i < 9; i++) {
            learned.heard(attempt(AttemptStatus.COMPLETED, usage(100, 0, 50)));
        }
        assertThat(of(Samples.FAST).expectedOutput(1_000)).isEqualTo(1_000);
        learned.heard(attempt(AttemptStatus.COMPLETED, usage(100, 0, 50)));
        assertThat(of(Samples.FAST).expectedOutput(1_000)).isEqualTo(50);
        assertThat(of(Samples.FAST).expectedOutput(20)).isEqualTo(20);
        assertThat(of(Samples.CHEAP)).isEqualTo(Consumption.UNKNOWN);
    }

    @Test
    void anotherModelOfTheAlias_isExpectedToAnswerAlike() {
        tenTimes(usage(100, 0, 50));
        assertThat(learned.of(Samples.FAST, new ModelName("other")).outputTokens())
                .isCloseTo(50, within(1e-9));
    }

    @Test
    void inputIsCountedAsTheProviderDoes_andWhatItReadFromItsCacheIsKnown() {
        tenTimes(usage(90, 30, 5));
        // 100 were estimated each time, 120 reported, 30 of them cached.
        assertThat(of(Samples.FAST).expectedInput(1_000)).isEqualTo(1_200);
        assertThat(of(Samples.FAST).heldInput(1_001)).as("rounded up").isEqualTo(1_202);
        assertThat(of(Samples.FAST).cachedShare()).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void whoCountsFewer_isHeldToTheEstimate_andAMistakeIsBounded() {
        tenTimes(usage(50, 0, 5));
        assertThat(of(Samples.FAST).heldInput(1_000)).isEqualTo(1_000);
        for (int i = 0; i < 1_000; i++) {
            learned.heard(attempt(AttemptStatus.COMPLETED, usage(100_000, 0, 5)));
        }
        assertThat(of(Samples.FAST).heldInput(1_000)).isEqualTo(4_000);
    }

    @Test
    void whatIsHeldForTheRatio_doesNotTeachAnother() {
        tenTimes(usage(200, 0, 5));
        for (int i = 0; i < 1_000; i++) {
            learned.heard(attempt(usage(200, 0, 5), new Reservation(200, 1_000, null, 100)));
        }
        assertThat(of(Samples.FAST).inputRatio()).isCloseTo(2, within(1e-9));
    }

    @Test
    void whatChangesIsLearnedAnew() {
        tenTimes(usage(100, 0, 1_000));
        for (int i = 0; i < 2_000; i++) {
            learned.heard(attempt(AttemptStatus.COMPLETED, usage(100, 0, 10)));
        }
        assertThat(of(Samples.FAST).outputTokens()).isCloseTo(10, within(0.5));
    }

    @Test
    void failuresAndEstimatesTeachNothing() {
        for (int i = 0; i < 20; i++) {
            learned.heard(attempt(AttemptStatus.UNKNOWN, usage(100, 0, 50)));
            learned.heard(attempt(AttemptStatus.COMPLETED, null));
            learned.heard(
                    attempt(AttemptStatus.COMPLETED, new Usage(Map.of(Meter.OUTPUT, 7L), Usage.Source.ESTIMATED)));
        }
        assertThat(of(Samples.FAST)).isEqualTo(Consumption.UNKNOWN);
    }

    private Consumption of(Alias alias) {
        return learned.of(alias, MODEL);
    }

    private void tenTimes(Usage usage) {
        for (int i = 0; i < 10; i++) {
            learned.heard(attempt(AttemptStatus.COMPLETED, usage));
        }
    }

    private static Usage usage(long input, long cached, long output) {
        return new Usage(
                Map.of(Meter.INPUT, input, Meter.CACHE_READ, cached, Meter.OUTPUT, output), Usage.Source.REPORTED);
    }

    private static Attempt attempt(AttemptStatus status, @Nullable Usage usage) {
        return attempt(status, usage, new Reservation(100, 1_000, null));
    }

    private static Attempt attempt(Usage usage, Reservation reservation) {
        return attempt(AttemptStatus.COMPLETED, usage, reservation);
    }

    private static Attempt attempt(AttemptStatus status, @Nullable Usage usage, Reservation reservation) {
        AttemptSummary failed = Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary summary = new AttemptSummary(
                failed.id(), failed.target(), status, null, 200, failed.startedAt(), failed.duration());
        Attempt attempt = Samples.attempt(new Disposition.Final(), 1, summary);
        return new Attempt(
                attempt.key(),
                summary,
                1,
                attempt.alias(),
                null,
                null,
                Map.of(),
                null,
                usage,
                null,
                attempt.cost(),
                reservation,
                null,
                null,
                attempt.revision(),
                attempt.disposition());
    }
}
