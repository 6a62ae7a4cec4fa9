package io.headgate.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Limit.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpanProperties {
    @Property
    void windowsFollowOneAnother_withoutGapOrOverlap(
            @ForAll Window window, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant moment) {
        Span span = Span.of(window, zone, moment);
        assertThat(span.contains(moment)).isTrue();
        assertThat(Span.of(window, zone, span.start())).isEqualTo(span);
        if (window != Window.NOW) {
            assertThat(Span.of(window, zone, span.end().minusMillis(1))).isEqualTo(span);
            assertThat(Span.of(window, zone, span.end()).start()).isEqualTo(span.end());
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds())).map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> moments() {
        long from = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
        long to = Instant.parse("2110-01-01T00:00:00Z").toEpochMilli();
        return Arbitraries.longs().between(from, to).map(Instant::ofEpochMilli);
    }
}
