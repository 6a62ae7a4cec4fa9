package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.reply.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One provider API as it looks on the wire. Stateless and thread-safe; knows nothing of the server. */
public interface Wire {
    /** Where a path below a provider's base leads in this wire; empty if it is not one of its own. */
    Optional<Route> route(String method, String path);

    /** What a path is for. */
    enum Route {
        /** A call for a completion: what is answered slowly, fails, and is billed. */
        COMPLETION,
        /** The list of models. */
        MODELS
    }

    /** The API key that these headers carry; empty if there is none. */
    Optional<String> apiKey(Headers headers);

    /** A request's headers. */
    interface Headers {
        /** The value of the header of this name, in any case; empty if it was not sent. */
        Optional<String> get(String name);
    }

    /** Reads the body of a call for a completion, and checks it as the provider would. */
    Reading read(byte[] body);

    /** The whole answer in one body. */
    Reply answer(Generation generation, Optional<Distortion> distortion);

    /** The answer as a stream of events that are spread over {@code time}. */
    Reply stream(Generation generation, boolean withUsage, Optional<Distortion> distortion, Duration time);

    /** The error a provider sends for this refusal. */
    Reply error(Refusal refusal);

    /** The list of these models. */
    Reply models(String provider, List<String> models);

    /** The headers that tell where the caller stands with its rate limit. */
    Map<String, String> rateHeaders(RateWindow.Standing standing);
}
