package io.headgate.api.batches.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlightLimitTest {
    private final FlightLimit flight = new FlightLimit(10, 1_000);

    @Test
    void beginsWithAQuarter() {
        assertThat(flight.next(0, 0, 0)).isEqualTo(250);
    }

    @Test
    void growsWhileItIsUsedAndNothingWaits() {
        assertThat(flight.next(100, 80, 0)).isEqualTo(125);
        assertThat(flight.next(900, 900, 0)).isEqualTo(1_000);
    }

    @Test
    void staysWhereItIsNotUsed_orSomethingWaits() {
        assertThat(flight.next(100, 20, 0)).isEqualTo(100);
        assertThat(flight.next(100, 100, 3)).isEqualTo(100);
    }

    @Test
    void halvesWhereMostWaitAtTheRouter_butGoesOnATrickle() {
        assertThat(flight.next(100, 100, 51)).isEqualTo(50);
        assertThat(flight.next(12, 12, 12)).isEqualTo(10);
    }

    @Test
    void batchesOfATenantShare() {
        assertThat(flight.room(100, 30, 1)).isEqualTo(70);
        assertThat(flight.room(100, 30, 2)).isEqualTo(20);
        assertThat(flight.room(100, 30, 4)).isZero();
        assertThat(flight.room(10, 0, 500)).as("each goes on").isEqualTo(1);
    }
}
