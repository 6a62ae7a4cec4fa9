package io.headgate.worker.call.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Said;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
    private final MessageStream stream = new MessageStream(Said.call("m", "{}", true, Unsupported.STRICT, null));

    private StreamStep read(String data) {
        return stream.read(StreamEvent.of(data.replace('\'', '"')));
    }

    @Test
    void usageIsToldWhenItIsFinal_latestCountsFirst() {
        StreamStep start = read("{'type':'message_start','message':{'usage':{'input_tokens':10,'output_tokens':1}}}");
        StreamStep end = read("{'type':'message_delta','delta':{'stop_reason':'end_turn'},"
                + "'usage':{'input_tokens':null,'cache_read_input_tokens':4,'output_tokens':7}}");

        assertThat(start.usage()).isNull();
        assertThat(end.usage())
                .isEqualTo(new Usage(
                        Map.of(Meter.INPUT, 10L, Meter.CACHE_READ, 4L, Meter.OUTPUT, 7L, Meter.REQUEST, 1L),
                        Usage.Source.REPORTED));
        assertThat(end.terminal()).isFalse();
        assertThat(read("{'type':'message_stop'}").terminal()).isTrue();
    }

    @Test
    void anErrorIsBilledFromTheStartOn() {
        assertThat(read("{'type':'error','error':{'type':'overloaded_error'}}").usage())
                .isNull();

        read("{'type':'message_start','message':{'usage':{'input_tokens':10,'output_tokens':1}}}");
        StreamStep failed = read("{'type':'error','error':{'type':'overloaded_error'}}");

        assertThat(Objects.requireNonNull(failed.usage()).of(Meter.INPUT)).isEqualTo(10);
        assertThat(Objects.requireNonNull(failed.error()).status()).isEqualTo(529);
    }

    @Test
    void whatGrowsWithoutHavingBegunIsUnreadable() {
        assertThat(read("{'type':'content_block_delta','index':3,'delta':{'type':'text_delta','text':'a'}}")
                        .error())
                .isEqualTo(WireError.UNREADABLE);
        assertThat(read("nonsense").error()).isEqualTo(WireError.UNREADABLE);
    }

    @Test
    void anEventsNameStandsInForItsType() {
        assertThat(stream.read(new StreamEvent("message_stop", "{}")).terminal())
                .isTrue();
        assertThat(stream.read(new StreamEvent("ping", ""))).isEqualTo(StreamStep.NOTHING);
        assertThat(read("{'type':'something_new'}")).isEqualTo(StreamStep.NOTHING);
    }
}
