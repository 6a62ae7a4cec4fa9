package io.headgate.worker.call.exchange;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.ProviderAdapter;
import io.headgate.worker.call.UpstreamCall;
import io.headgate.worker.call.UpstreamCheck;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.http.HttpCall;
import io.headgate.worker.call.http.HttpUpstream;
import io.headgate.worker.call.wire.BodyKind;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.Framing;
import io.headgate.worker.call.wire.Translation;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireRequest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls providers that speak a wire, whichever it is. Thread-safe. */
public final class WireAdapter implements ProviderAdapter {
    private final Wire wire;
    private final HttpUpstream http;
    private final Manner manner;
    private final Clock clock;

    /** @param http closed with the adapter */
    public WireAdapter(Wire wire, HttpUpstream http, Manner manner, Clock clock) {
        this.wire = wire;
        this.http = http;
        this.manner = manner;
        this.clock = clock;
    }

    /**
     * What of a wire is a provider's to choose.
     *
     * @param apiVersion as the catalogue has it; null where it says nothing
     * @param unsupported what to do with what the wire cannot say
     */
    public record Manner(@Nullable String apiVersion, Unsupported unsupported) {
        /** No version, and nothing is left out of a request. */
        public static final Manner PLAIN = new Manner(null, Unsupported.STRICT);
    }

    @Override
    public CallOutcome call(UpstreamCall call) {
        ChatCall chat = chat(call);
        if (!wire.kinds().contains(chat.kind())) {
            return unsayable("input", "a chat completion");
        }
        return switch (wire.translate(chat)) {
            case Translation.Unsayable(String seen, String allowed) -> unsayable(seen, allowed);
            case Translation.Ready(WireRequest request, List<String> dropped) -> {
                Exchange exchange = new Exchange(wire, http, clock, call, chat);
                WireRequest first =
                        request.with(wire.givenUpAfter(call.timeouts().total()));
                yield telling(dropped, chat.streamed() ? exchange.streamed(first) : exchange.whole(first));
            }
        };
    }

    private static CallOutcome telling(List<String> dropped, CallOutcome outcome) {
        return outcome instanceof CallOutcome.Completed completed ? completed.without(dropped) : outcome;
    }

    private ChatCall chat(UpstreamCall call) {
        Dispatch dispatch = call.dispatch();
        RequestKind kind = BodyKind.of(dispatch.request().body());
        return new ChatCall(
                dispatch.request().body(),
                dispatch.target().providerModel(),
                kind == RequestKind.CHAT ? dispatch.reservation().outputTokens() : 0,
                call.streamed() && wire.framing() != Framing.NONE && kind == RequestKind.CHAT,
                manner.unsupported(),
                call.baseUrl(),
                call.apiKey(),
                manner.apiVersion());
    }

    private CallOutcome unsayable(String seen, String allowed) {
        Failure failure = new Failure(
                FailureCode.PROVIDER_BAD_REQUEST,
                "the request cannot be said in the provider's format '%s'".formatted(wire.name()),
                seen,
                allowed);
        return new CallOutcome.Refused(failure, true, UpstreamReply.NONE);
    }

    /** A wrong key is an answer too: what is asked is who is alive. */
    @Override
    public boolean check(UpstreamCheck check) {
        WireRequest request = wire.check(check.baseUrl(), check.apiKey(), manner.apiVersion());
        Integer status =
                http.status(new HttpCall(request.uri(), CallHeaders.of(request), request.body(), check.timeouts()));
        return status != null && status < 500 && status != 429;
    }

    @Override
    public void close() {
        http.close();
    }
}
