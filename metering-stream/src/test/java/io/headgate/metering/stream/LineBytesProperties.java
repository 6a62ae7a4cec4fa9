package io.headgate.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.message.Increment.Line;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

class LineBytesProperties {
    @Property(tries = 200)
    void linesComeBack_andDifferentOnesDiffer(@ForAll long seed) {
        try (Serde<@Nullable Line> serde = LineBytes.serde()) {
            List<Line> lines = AttemptFixture.some(2, seed).stream()
                    .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt))
                            .increment()
                            .line())
                    .toList();
            byte[] first = serde.serializer().serialize("", lines.getFirst());
            byte[] second = serde.serializer().serialize("", lines.getLast());

            assertThat(serde.deserializer().deserialize("", first)).isEqualTo(lines.getFirst());
            assertThat(serde.deserializer().deserialize("", second)).isEqualTo(lines.getLast());
            assertThat(Arrays.equals(first, second)).isEqualTo(lines.getFirst().equals(lines.getLast()));
        }
    }
}
