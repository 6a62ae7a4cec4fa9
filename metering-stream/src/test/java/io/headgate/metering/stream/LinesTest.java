package io.headgate.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final KeyValueStore<Line, Increment> kept = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("lines"),
                    LineBytes.serde(),
                    IncrementBytes.serde(AvroCodecs.singleObject().increment()))
            .withLoggingDisabled()
            .build();
    private final Lines lines = new Lines(kept);

    @BeforeEach
    void init() {
        var context = new MockProcessorContext<Void, Void>().getStateStoreContext();
        lines.init(context, lines);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void whatWasAddedIsInTheStoreBehind_onceItIsCommitted() {
        lines.takeAll();
        lines.add(ofMinute(0), at(4));
        lines.add(ofMinute(1), at(5));
        assertThat(behind()).isEmpty();

        lines.flushCache();
        lines.add(ofMinute(0), at(6));
        assertThat(behind()).extracting(Increment::attempts).containsExactly(1L, 1L);

        lines.flushCache();
        assertThat(behind())
                .extracting(Increment::attempts, Increment::source)
                .containsExactly(tuple(2L, new Source(0, 4, 6, null)), tuple(1L, at(5)));
    }

    @Test
    void whatWasTakenIsGone_alsoFromTheStoreBehind() {
        lines.takeAll();
        lines.add(ofMinute(1), at(4));
        lines.flushCache();
        lines.add(ofMinute(1), at(5));
        lines.add(ofMinute(0), at(6));

        assertThat(lines.takeAll()).extracting(Increment::attempts).containsExactly(1L, 2L);
        assertThat(lines.isEmpty()).isTrue();
        lines.flushCache();
        assertThat(behind()).isEmpty();
        assertThat(lines.takeAll()).isEmpty();
    }

    @Test
    void whatWasNotCommittedIsForgotten_andWhatWasIsLeft_whenTheTaskBeginsAnew() {
        lines.takeAll();
        lines.add(ofMinute(0), at(4));
        lines.flushCache();
        lines.add(ofMinute(0), at(5));
        lines.clearCache();

        assertThat(lines.inherits()).isTrue();
        assertThat(lines.isEmpty()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> lines.add(ofMinute(0), at(5)));
        assertThat(lines.takeAll())
                .extracting(Increment::attempts, Increment::source)
                .containsExactly(tuple(1L, at(4)));
        assertThat(behind()).isEmpty();
    }

    @Test
    void whatAnOlderReleaseLeftIsTakenAsItIs() {
        kept.put(ofMinute(0).line(), ofMinute(0));

        assertThat(lines.takeAll()).containsExactly(ofMinute(0));
    }

    @Test
    void placeIsUnknown_whenThatOfAnythingAddedIs() {
        lines.takeAll();
        lines.add(ofMinute(0), at(4));
        lines.add(ofMinute(0), null);
        lines.add(ofMinute(0), at(6));

        assertThat(lines.takeAll()).extracting(Increment::source).containsOnlyNulls();
    }

    private List<Increment> behind() {
        List<Increment> all = new ArrayList<>();
        try (var entries = kept.all()) {
            entries.forEachRemaining(entry -> all.add(entry.value));
        }
        return all;
    }

    private static Source at(long offset) {
        return new Source(0, offset, offset, null);
    }

    private static Increment ofMinute(int minute) {
        var attempt = AttemptFixture.completed("acme", "r", AttemptFixture.START.plusSeconds(60L * minute), 1, 1);
        return ((Counted.Bookable) Aggregation.count(attempt)).increment();
    }
}
