package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class TickingTest {
    private final MockProcessorContext<byte[], Outgoing> context = new MockProcessorContext<>();
    private final AtomicInteger waiting = new AtomicInteger(1);
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicInteger goesOn = new AtomicInteger();
    private final List<Instant> told = new ArrayList<>();

    @Test
    void whatOneHasDoneIsSomethingForAnother() {
        Ticking ticking = new Ticking(
                context,
                List.of(
                        new Ticking.Work(Duration.ofMillis(100), this::close, () -> waiting.get() == 0),
                        new Ticking.Work(Duration.ofSeconds(1), this::tell, () -> untold.get() == 0)),
                goesOn::incrementAndGet);
        assertThat(goesOn).as("nothing ticks yet").hasValue(0);
        ticking.keep();
        assertThat(scheduled()).hasSize(1);
        assertThat(goesOn).as("it will tick").hasValue(1);

        ring(100);
        assertThat(scheduled()).as("for the second alone").hasSize(1);

        ring(1_100);
        assertThat(told).hasSize(1);
        assertThat(goesOn).as("two begun, and a tick of each").hasValue(4);
        assertThat(scheduled()).as("nothing is left to do").isEmpty();
    }

    private void close(Instant now) {
        waiting.decrementAndGet();
        untold.incrementAndGet();
    }

    private void tell(Instant now) {
        untold.decrementAndGet();
        told.add(now);
    }

    private List<CapturedPunctuator> scheduled() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }

    private void ring(long now) {
        scheduled().forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
    }
}
