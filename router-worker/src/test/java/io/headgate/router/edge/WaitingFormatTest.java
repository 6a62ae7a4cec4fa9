package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.router.Samples;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingFormatTest {
    private static final RequestKey KEY = new RequestKey(Samples.ACME, new RequestId("r/1"));
    private static final RecordHeading HEADING = new RecordHeading(
            KEY,
            new CorrelationId("c-1"),
            new TraceContext("0123456789abcdef0123456789abcdef", "0123456789abcdef", "01", "vendor=1"));

    /** As release 1 wrote it; to be read for ever. */
    private static final String VERSION_1 = ""
            + "01000461636d650003722f310003632d31003730302d30313233343536373839616263646566303132333435"
            + "363738396162636465662d303132333435363738396162636465662d303101000876656e646f723d31000843"
            + "5249544943414c000001a1f8dd11c00000000000000007000001a1f8d3ea0000000002000004d2700005616c"
            + "70686100086120726561736f6e000001a1f8d3ede8000001a1f8d3f1d0000001a1f8d3f5b801";

    @Test
    void whatIsWritten_isReadAgain_forEveryLane() {
        List<Lane> lanes = List.of(
                new Lane.ForProvider(new ProviderName("alpha")),
                new Lane.ForAlias(Samples.FAST),
                new Lane.ForLimit(Samples.ACME, "tokens per day"),
                new Lane.ForOthersToEnd(Samples.ACME));
        for (Lane lane : lanes) {
            WaitingFormat.Stored stored = stored(new Reason(lane, "a reason", Samples.NOW, null, null));
            assertThat(WaitingFormat.read(WaitingFormat.write(stored))).isEqualTo(stored);
        }
    }

    @Test
    void whatEarlierReleasesWrote_isReadForEver() {
        assertThat(WaitingFormat.read(HexFormat.of().parseHex(VERSION_1))).isEqualTo(full());
        assertThat(HexFormat.of().formatHex(WaitingFormat.write(full()))).isEqualTo(VERSION_1);
    }

    @Test
    void aLongReason_isCut() {
        WaitingFormat.Stored stored =
                stored(new Reason(new Lane.ForAlias(Samples.FAST), "\u20ac".repeat(70_000), Samples.NOW, null, null));
        assertThat(WaitingFormat.read(WaitingFormat.write(stored))
                        .entry()
                        .reason()
                        .why())
                .hasSize(1_000);
    }

    @Test
    void whatALaterReleaseWrote_isRefused() {
        byte[] later = WaitingFormat.write(full());
        later[0] = 9;
        assertThatThrownBy(() -> WaitingFormat.read(later)).hasMessageContaining("seen version 9, allowed 1");
    }

    private static WaitingFormat.Stored full() {
        return stored(new Reason(
                new Lane.ForProvider(new ProviderName("alpha")),
                "a reason",
                Samples.NOW.plusSeconds(1),
                Samples.NOW.plusSeconds(2),
                Samples.NOW.plusSeconds(3)));
    }

    private static WaitingFormat.Stored stored(Reason reason) {
        Waiting entry = new Waiting(
                KEY, Priority.CRITICAL, Samples.NOW.plusSeconds(600), 7, Samples.NOW, 2, 1_234, reason, true);
        return new WaitingFormat.Stored(entry, HEADING);
    }
}
