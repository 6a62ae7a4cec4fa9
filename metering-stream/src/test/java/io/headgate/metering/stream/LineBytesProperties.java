package io.headgate.metering.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Counted;
import io.headgate.schemas.message.Increment.Line;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.Serde;

class LineBytesProperties {
    /** What an older release left in the store is read, and deleted under the key it has. */
    @Property(tries = 100)
    void lineOfAnOlderReleaseHasTheBytesItHad(@ForAll long seed) throws IOException {
        try (Serde<Line> serde = LineBytes.serde()) {
            Line now = ((Counted.Bookable)
                            Aggregation.count(AttemptFixture.some(1, seed).getFirst()))
                    .increment()
                    .line();
            byte[] before = bytesOfTheFirstRelease(now);

            Line read = requireNonNull(serde.deserializer().deserialize("", before));

            assertThat(read.price()).isNull();
            assertThat(read.target()).isEqualTo(now.target());
            assertThat(serde.serializer().serialize("", read)).isEqualTo(before);
        }
    }

    private static byte[] bytesOfTheFirstRelease(Line line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(line.minute().getEpochSecond());
        for (String text : List.of(
                line.tenant().value(),
                line.project(),
                line.alias().value(),
                line.target().provider().value(),
                line.target().endpoint().value(),
                line.target().model().value(),
                line.target().providerModel(),
                line.currency() == null ? "" : line.currency().getCurrencyCode())) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        }
        return bytes.toByteArray();
    }

    @Property(tries = 200)
    void linesComeBack_andDifferentOnesDiffer(@ForAll long seed) {
        try (Serde<Line> serde = LineBytes.serde()) {
            List<Line> lines = AttemptFixture.some(2, seed).stream()
                    .map(attempt -> ((Counted.Bookable) Aggregation.count(attempt, List.of("feature")))
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
