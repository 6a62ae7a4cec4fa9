package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.worker.claim.OffsetLedger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandlingTest {
    private final Handling handling = new Handling(
            new HeldPartition(new TopicPartition("t", 0), false, OffsetLedger.startingAt(0)),
            new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]),
            new Lease(System::nanoTime));

    @BeforeEach
    void begin() {
        handling.begin(Thread.currentThread());
    }

    @AfterEach
    void leavesNoInterruptBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void isAbandonedBeforeItsCall_andNotAfter() throws InterruptedException {
        handling.call();
        handling.abandonUnlessCalling();

        assertThat(handling.isAbandoned()).isFalse();
    }

    @Test
    void makesNoCall_whenAbandoned() {
        handling.abandonUnlessCalling();

        assertThatThrownBy(handling::call).isInstanceOf(InterruptedException.class);
        assertThat(handling.isAbandoned()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void makesNoCall_whenCancelled() {
        handling.cancel();

        assertThatThrownBy(handling::call).isInstanceOf(InterruptedException.class);
        handling.answered();
        assertThat(handling.isCancelled()).isTrue();
    }

    @Test
    void cannotBeCancelled_onceItIsAnswered() throws InterruptedException {
        handling.call();
        handling.answered();
        handling.cancel();

        assertThat(handling.isCancelled()).isFalse();
    }

    @Test
    void isInterruptedInItsCall_andNotBehindIt_whenCancelled() throws InterruptedException {
        handling.call();
        handling.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();

        handling.answered();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void staysInterrupted_whenItsPartitionIsLost() throws InterruptedException {
        handling.call();
        handling.abandon();
        handling.answered();

        assertThat(Thread.interrupted()).isTrue();
    }
}
