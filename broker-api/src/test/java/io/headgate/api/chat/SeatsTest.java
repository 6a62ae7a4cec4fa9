package io.headgate.api.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeatsTest {
    private final Seats seats = new Seats(2);

    @Test
    void eachKindIsCounted_andAllTogetherAreBounded() {
        Runnable waiting = requireNonNull(seats.take(Seats.Kind.WAITING));
        Runnable streaming = requireNonNull(seats.take(Seats.Kind.STREAMING));

        assertThat(seats.takenBy(Seats.Kind.WAITING)).isEqualTo(1);
        assertThat(seats.takenBy(Seats.Kind.STREAMING)).isEqualTo(1);
        assertThat(seats.taken()).isEqualTo(2);
        assertThat(seats.take(Seats.Kind.WAITING)).isNull();

        streaming.run();
        streaming.run();
        assertThat(seats.takenBy(Seats.Kind.STREAMING)).isZero();
        assertThat(seats.taken()).isEqualTo(1);
        waiting.run();
        assertThat(seats.takenBy(Seats.Kind.WAITING)).isZero();
    }
}
