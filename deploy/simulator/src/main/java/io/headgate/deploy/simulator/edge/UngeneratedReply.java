package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.behaviour.RetryAfter;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The replies of faults that come instead of a completion. */
final class UngeneratedReply {
    private static final byte[] PAGE =
            "<!doctype html><html><head><title>Sign in</title></head><body><h1>Welcome to the network</h1></body></html>\n"
                    .getBytes(StandardCharsets.UTF_8);

    private UngeneratedReply() {}

    /** The reply, or none for a fault that has none (a hang, a reset) or that leaves the answer to be generated. */
    static Optional<Reply> of(Fault fault, Wire wire, Instant now) {
        return switch (fault) {
            case Fault.Status(var code, var retryAfter) -> {
                Reply reply = wire.error(Refusal.ofStatus(code));
                yield Optional.of(retryAfter == null ? reply : retryAfter(reply, retryAfter, now));
            }
            case Fault.Html _ -> Optional.of(Reply.of(200, "text/html; charset=utf-8", PAGE));
            case Fault.Redirect(var location) ->
                Optional.of(Reply.of(307, "text/plain", new byte[0]).with("location", location));
            case Fault.Hang _,
                    Fault.Reset _,
                    Fault.SlowBody _,
                    Fault.HalfClose _,
                    Fault.TruncatedJson _,
                    Fault.WrongContentType _,
                    Fault.Distorted _,
                    Fault.BigBody _,
                    Fault.GzipBomb _,
                    Fault.HugeHeaders _,
                    Fault.StreamCut _,
                    Fault.StalledStream _ -> Optional.empty();
        };
    }

    private static Reply retryAfter(Reply reply, RetryAfter retryAfter, Instant now) {
        long millis = retryAfter.time().toMillis();
        long seconds = (millis + 999) / 1000;
        return switch (retryAfter.form()) {
            case SECONDS -> reply.with("retry-after", String.valueOf(seconds));
            case MILLISECONDS -> reply.with("retry-after-ms", String.valueOf(millis));
            case DATE -> {
                Instant until = now.plusMillis(millis + 999);
                yield reply.with(
                        "retry-after", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
            }
        };
    }
}
