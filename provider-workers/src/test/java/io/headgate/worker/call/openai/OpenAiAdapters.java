package io.headgate.worker.call.openai;

import io.headgate.worker.call.exchange.WireAdapter;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import java.time.Clock;

/** Adapters that speak OpenAI over real connections. */
final class OpenAiAdapters {
    private OpenAiAdapters() {}

    static WireAdapter of(HttpLimits limits) {
        return new WireAdapter(new OpenAiWire(), new ApacheHttpUpstream(limits), Manner.PLAIN, Clock.systemUTC());
    }
}
