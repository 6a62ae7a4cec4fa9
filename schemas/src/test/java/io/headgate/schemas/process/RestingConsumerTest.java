package io.headgate.schemas.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestingConsumerTest {
    private static final Duration ASKED = Duration.ofMillis(50);
    private static final Set<TopicPartition> ONE = Set.of(new TopicPartition("requests", 0));
    private static final Set<TopicPartition> OTHER = Set.of(new TopicPartition("requests", 1));

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong doneAt = new AtomicLong();
    private final RestingConsumer.Rest rest = new RestingConsumer.Rest(now::get, doneAt::get);

    @Test
    void itPollsAsIsAsked_untilNothingHappenedForAWhile() {
        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(ASKED);
        pass(RestingConsumer.Rest.BEGINS_AFTER.minusMillis(1));
        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(ASKED);

        pass(Duration.ofMillis(1));

        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(RestingConsumer.Rest.POLL);
    }

    @Test
    void recordsEndItsRest() {
        atRest();

        rest.disturb();

        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(ASKED);
    }

    @Test
    void whatItsOwnerDoesBesideRecordsEndsItsRest() {
        atRest();

        doneAt.set(now.get());

        pass(RestingConsumer.Rest.BEGINS_AFTER.minusMillis(1));
        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(ASKED);
        pass(Duration.ofMillis(1));
        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(RestingConsumer.Rest.POLL);
    }

    @Test
    void partitionsThatComeEndItsRest() {
        atRest();

        assertThat(poll(ASKED, OTHER, Set.of())).isEqualTo(ASKED);
        pass(Duration.ofSeconds(1));
        assertThat(poll(ASKED, OTHER, Set.of())).isEqualTo(ASKED);
    }

    @Test
    void itDoesNotRest_whileAPartitionIsPaused() {
        atRest();

        assertThat(poll(ASKED, ONE, ONE)).isEqualTo(ASKED);
        pass(RestingConsumer.Rest.BEGINS_AFTER);
        assertThat(poll(ASKED, ONE, ONE)).isEqualTo(ASKED);
    }

    @Test
    void whoAsksForNoWait_orForALongerOne_getsIt() {
        atRest();

        assertThat(poll(Duration.ZERO, ONE, Set.of())).isZero();
        assertThat(poll(Duration.ofSeconds(5), ONE, Set.of())).isEqualTo(Duration.ofSeconds(5));
    }

    private void atRest() {
        poll(ASKED, ONE, Set.of());
        pass(RestingConsumer.Rest.BEGINS_AFTER);
        assertThat(poll(ASKED, ONE, Set.of())).isEqualTo(RestingConsumer.Rest.POLL);
    }

    private Duration poll(Duration asked, Set<TopicPartition> assigned, Set<TopicPartition> paused) {
        return rest.instead(asked, assigned, paused);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
