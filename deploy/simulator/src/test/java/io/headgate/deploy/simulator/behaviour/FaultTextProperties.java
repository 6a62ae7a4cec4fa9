package io.headgate.deploy.simulator.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FaultTextProperties {
    @Property
    void readsBackEqual_whenPrinted(@ForAll("faults") Fault fault) {
        assertThat(FaultText.parse(FaultText.print(fault))).contains(fault);
    }

    @Example
    void readsEveryFormItNames_whenAskedForAll() {
        for (String form : FaultText.FORMS.split(", ")) {
            assertThat(FaultText.parse(form).map(FaultText::print).orElse("ok")).isEqualTo(form);
        }
    }

    @Example
    void saysWhatIsAllowed_whenUnreadable() {
        for (String text :
                new String[] {"", "ohno", "status:", "status:200", "status:429;later=2s", "hang:1", "big-body:-1"}) {
            assertThatThrownBy(() -> FaultText.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> FaultText.parse("ohno"))
                .hasMessageContaining("'ohno'")
                .hasMessageContaining("truncated-json");
    }

    @Provide
    Arbitrary<Fault> faults() {
        Arbitrary<Duration> times =
                Arbitraries.longs().between(0, 100_000_000).map(micros -> Duration.ofNanos(micros * 1000));
        Arbitrary<Integer> counts = Arbitraries.integers().between(0, 10_000);
        Arbitrary<Long> sizes = Arbitraries.longs().between(1, 1L << 32);
        Arbitrary<Integer> codes = Arbitraries.integers().between(400, 599);
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new Fault.Hang(),
                        new Fault.HalfClose(),
                        new Fault.Html(),
                        new Fault.TruncatedJson(),
                        new Fault.WrongContentType()),
                Arbitraries.of(Distortion.values()).map(Fault.Distorted::new),
                Arbitraries.of(Framing.values()).map(Fault.Framed::new),
                Arbitraries.of(Fault.Refused.Cause.values()).map(Fault.Refused::new),
                counts.map(Fault.StreamError::new),
                counts.map(count -> new Fault.PingFlood(count + 1)),
                Arbitraries.of(Fault.Reset.Point.values()).map(Fault.Reset::new),
                codes.map(code -> new Fault.Status(code, null)),
                codes.flatMap(code -> times.flatMap(time -> Arbitraries.of(RetryAfter.Form.values())
                        .map(form -> new Fault.Status(code, new RetryAfter(form, time))))),
                times.map(Fault.SlowBody::new),
                sizes.map(Fault.BigBody::new),
                sizes.map(Fault.GzipBomb::new),
                counts.map(count -> new Fault.HugeHeaders(count + 1)),
                counts.map(Fault.StreamCut::new),
                counts.map(Fault.StalledStream::new),
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).map(Fault.Redirect::new));
    }
}
