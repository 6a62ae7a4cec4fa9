package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.Reservation;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is held for the input of a request of 1,000 estimated tokens, at 1 USD a million of input and of output. */
class HeldInputTest {
    @Test
    void theEstimateIsHeld_whileNothingIsKnown_andWhereFewerAreCounted() {
        assertThat(held(Consumption.UNKNOWN)).isEqualTo(held(new Consumption(10, 0.5, 0)));
        assertThat(held(Consumption.UNKNOWN).inputTokens()).isEqualTo(1_000);
        assertThat(held(Consumption.UNKNOWN).estimatedTokens()).isEqualTo(1_000);
    }

    @Test
    void asManyAreHeldAsAModelIsKnownToCount_andTheirCostToo() {
        Reservation more = held(new Consumption(10, 1.5, 0));
        assertThat(more.inputTokens()).isEqualTo(1_500);
        assertThat(more.estimatedTokens()).isEqualTo(1_000);
        assertThat(more.outputTokens()).as("the cap, whatever was learned").isEqualTo(1_000);
        assertThat(Objects.requireNonNull(more.amount()).amount()).isEqualByComparingTo("0.0025");
    }

    private static Reservation held(Consumption takes) {
        return new Field(Strategy.ORDERED)
                .with("1", "1")
                .taking(takes)
                .decide("r-1", Priority.STANDARD, Map.of())
                .reservation();
    }
}
