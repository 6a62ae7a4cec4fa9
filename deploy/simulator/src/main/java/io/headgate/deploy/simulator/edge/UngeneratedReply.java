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
import org.jspecify.annotations.Nullable;

/** The replies of faults that come instead of a completion. */
final class UngeneratedReply {
    private static final byte[] PAGE =
            "<!doctype html><html><head><title>Sign in</title></head><body><h1>Welcome to the network</h1></body></html>\n"
                    .getBytes(StandardCharsets.UTF_8);

    private UngeneratedReply() {}

    /** The reply, or none for a fault that has none (a hang, a reset) or that leaves the answer to be generated. */
    static Optional<Reply> of(Fault fault, Wire wire, Instant now) {
        return switch (fault) {
            case Fault.Status(var code, var retryAfter) -> Optional.of(status(wire, code, retryAfter, now));
            case Fault.Refused(var cause) ->
                Optional.of(wire.error(
                        switch (cause) {
                            case OUT_OF_MONEY -> Refusal.outOfMoney();
                            case CONTEXT_TOO_LONG -> Refusal.contextTooLong();
                        }));
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
                    Fault.StalledStream _,
                    Fault.StreamError _,
                    Fault.PingFlood _,
                    Fault.Framed _ -> Optional.empty();
        };
    }

    private static Reply status(Wire wire, int code, @Nullable RetryAfter wait, Instant now) {
        Refusal refusal = Refusal.ofStatus(code);
        if (wait == null) {
            return wire.error(refusal);
        }
        long millis = wait.time().toMillis();
        Reply reply = wire.error(refusal);
        return switch (wait.form()) {
            case SECONDS -> reply.with("retry-after", String.valueOf((millis + 999) / 1000));
            case MILLISECONDS -> reply.with("retry-after-ms", String.valueOf(millis));
            case DATE -> reply.with("retry-after", date(now.plusMillis(millis + 999)));
            case PAST_DATE -> reply.with("retry-after", date(now.minusMillis(millis)));
            case BODY -> wire.error(refusal.withRetryIn(wait.time()));
        };
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
