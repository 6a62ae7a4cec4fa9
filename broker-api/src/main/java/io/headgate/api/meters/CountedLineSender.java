package io.headgate.api.meters;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.batches.run.LineSender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A sender that tells how many lines it was given and what became of them. One that is sent again counts again. */
public final class CountedLineSender implements LineSender {
    /** By {@code outcome}: taken, refused, not_now. */
    static final String LINES = "headgate.api.batches.lines";

    private final LineSender sender;
    private final Counter taken;
    private final Counter refused;
    private final Counter notNow;

    private CountedLineSender(LineSender sender, MeterRegistry registry) {
        this.sender = sender;
        this.taken = counter(registry, "taken");
        this.refused = counter(registry, "refused");
        this.notNow = counter(registry, "not_now");
    }

    /** The sender itself where nothing is counted. */
    public static LineSender of(LineSender sender, @Nullable MeterRegistry registry) {
        return registry == null ? sender : new CountedLineSender(sender, registry);
    }

    @Override
    public CompletionStage<Sent> send(Batch batch, Upload upload, RawLine line) {
        return sender.send(batch, upload, line).thenApply(sent -> {
            counter(sent).increment();
            return sent;
        });
    }

    private Counter counter(Sent sent) {
        return switch (sent) {
            case Sent.Taken() -> taken;
            case Sent.Refused _ -> refused;
            case Sent.NotNow() -> notNow;
        };
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder(LINES).tag("outcome", outcome).register(registry);
    }
}
