package io.headgate.metering.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.metering.AttemptFixture;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private static final Instant STARTED = Instant.parse("2026-11-20T10:07:59.999Z");

    @Test
    void lineIsOfTheMinuteItStartedIn_whenPriced() {
        Increment increment = bookable(AttemptFixture.completed("acme", "r1", STARTED, 1_000_000, 2_000_000));

        assertThat(increment.line().minute()).isEqualTo("2026-11-20T10:07:00Z");
        assertThat(increment.line().currency()).hasToString("USD");
        assertThat(increment.amount()).isEqualByComparingTo("1.350000000007");
        assertThat(increment.quantities()).isEqualTo(Map.of(Meter.INPUT, 1_000_000L, Meter.OUTPUT, 2_000_000L));
        assertThat(increment.attempts()).isOne();
        assertThat(increment.completed()).isOne();
        assertThat(increment.unpriced()).isZero();
    }

    @Test
    void lineHasNoCurrencyAndNoAmount_whenUnpriced() {
        Increment increment = bookable(withUsage("unpriced", Usage.Source.ESTIMATED, 5));

        assertThat(increment.line().currency()).isNull();
        assertThat(increment.amount()).isNull();
        assertThat(increment.unpriced()).isOne();
        assertThat(increment.estimated()).isOne();
    }

    @Test
    void refused_whenAQuantityIsBeyondTheBooks() {
        Attempt absurd = withUsage("small", Usage.Source.REPORTED, Long.MAX_VALUE);

        assertThat(Aggregation.count(absurd))
                .isEqualTo(new Counted.Refused(new Failure(
                        FailureCode.INVALID_FIELD,
                        "attempt r1/1: input is out of bounds",
                        "9223372036854775807",
                        "0 to 1000000000000")));
    }

    @Test
    void refused_whenItWasDispatchedBeforeAnyCalendar() {
        Attempt absurd = AttemptFixture.dispatched(
                AttemptFixture.completed("acme", "r1", STARTED, 1, 1), Instant.parse("1999-12-31T23:59:59Z"));

        assertThat(Aggregation.count(absurd))
                .isEqualTo(new Counted.Refused(new Failure(
                        FailureCode.INVALID_FIELD,
                        "attempt r1/1: dispatchedAt is out of bounds",
                        "1999-12-31T23:59:59Z",
                        "2000-01-01T00:00:00Z to 2999-12-31T23:59:59Z")));
    }

    @Test
    void refused_whenItStartedBeyondAnyCalendar() {
        Attempt absurd = AttemptFixture.completed("acme", "r1", Instant.parse("+90000-01-01T00:00:00Z"), 1, 1);

        assertThat(Aggregation.count(absurd)).isInstanceOf(Counted.Refused.class);
    }

    @Test
    void projectIsBoundedAndClean_whenATagIsHostile() {
        Attempt hostile = AttemptFixture.attempt(
                "acme",
                "r1",
                "small",
                Map.of("project", "a\u0000b\uD800" + "x".repeat(10_000)),
                STARTED,
                AttemptStatus.COMPLETED,
                Usage.none());

        assertThat(bookable(hostile).line().project())
                .hasSize(BookText.MAX_PROJECT)
                .startsWith("a\uFFFDb\uFFFDx");
    }

    @Test
    void lineHasTheTagsThatSplitTheBooks_andNoOthers() {
        Attempt tagged = AttemptFixture.attempt(
                "acme",
                "r1",
                "small",
                Map.of("project", "p", "feature", "f", "user", "u"),
                STARTED,
                AttemptStatus.COMPLETED,
                Usage.none());
        Counted counted = Aggregation.count(tagged, List.of("feature", "environment"));

        assertThat(((Counted.Bookable) counted).increment().line().tags()).isEqualTo(Map.of("feature", "f"));
        assertThat(bookable(tagged).line().tags()).isEmpty();
    }

    @Test
    void troublesAreOfThoseThatWereCalledAndDidNotComplete() {
        assertThat(bookable(ended(AttemptStatus.COMPLETED)).troubles()).isEqualTo(Increment.Troubles.NONE);
        assertThat(bookable(ended(AttemptStatus.NOT_CALLED)).troubles()).isEqualTo(Increment.Troubles.NONE);
        for (AttemptStatus failed : List.of(AttemptStatus.RETRYABLE, AttemptStatus.REFUSED)) {
            Increment.Troubles troubles = bookable(ended(failed)).troubles();
            assertThat(troubles.failed()).isOne();
            assertThat(troubles.failedAmount()).isEqualByComparingTo("0.150000000001");
            assertThat(troubles.unknown()).isZero();
        }
        Increment.Troubles unknown = bookable(ended(AttemptStatus.UNKNOWN)).troubles();
        assertThat(unknown.failed()).isZero();
        assertThat(unknown.unknown()).isOne();
        assertThat(unknown.unknownBound()).isEqualByComparingTo("0.123456789012345678");
    }

    @Test
    void anAttemptOfUnknownFateIsNotUnpriced_andItsBoundStandsInItsCurrency() {
        Increment increment = bookable(untold());

        assertThat(increment.unpriced()).isZero();
        assertThat(increment.amount()).isNull();
        assertThat(increment.line().currency()).isEqualTo(Currency.getInstance("USD"));
        assertThat(increment.troubles().unknownBound()).isEqualByComparingTo("0.123456789012345678");
    }

    private static Attempt untold() {
        return AttemptFixture.attempt("acme", "r1", "small", Map.of(), STARTED, AttemptStatus.UNKNOWN, null);
    }

    private static Attempt ended(AttemptStatus status) {
        Usage usage = new Usage(Map.of(Meter.INPUT, 1_000_000L), Usage.Source.REPORTED);
        return AttemptFixture.attempt("acme", "r1", "small", Map.of(), STARTED, status, usage);
    }

    @Test
    void refusesToMerge_whenLinesDiffer() {
        Increment one = bookable(AttemptFixture.completed("acme", "r1", STARTED, 1, 1));
        Increment other = bookable(AttemptFixture.completed("globex", "r1", STARTED, 1, 1));

        assertThatThrownBy(() -> Aggregation.merge(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("globex");
    }

    @Test
    void throwsRatherThanWrapsAround_whenACountOverflows() {
        Increment full = withAttempts(bookable(AttemptFixture.completed("acme", "r1", STARTED, 1, 1)), Long.MAX_VALUE);

        assertThatThrownBy(() -> Aggregation.merge(full, full)).isInstanceOf(ArithmeticException.class);
    }

    private static Increment withAttempts(Increment i, long attempts) {
        return new Increment(
                i.line(),
                attempts,
                0,
                0,
                0,
                i.quantities(),
                i.amount(),
                i.amounts(),
                i.troubles(),
                i.comparison(),
                i.duration());
    }

    private static Attempt withUsage(String model, Usage.Source source, long input) {
        // Rated as unpriced or not by its price; an absurd quantity is refused before anyone looks at its cost.
        Usage usage = new Usage(Map.of(Meter.INPUT, input), source);
        return AttemptFixture.attempt("acme", "r1", model, Map.of(), STARTED, AttemptStatus.COMPLETED, usage);
    }

    private static Increment bookable(Attempt attempt) {
        return switch (Aggregation.count(attempt)) {
            case Counted.Bookable(var increment) -> increment;
            case Counted.Refused(var failure) -> throw new AssertionError(failure);
        };
    }
}
