package io.headgate.deploy.simulator.wire;

import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.reply.Reply;
import io.headgate.deploy.simulator.reply.StreamFrames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One provider API as it looks on the wire. Stateless and thread-safe; knows nothing of the server. */
public interface Wire {
    /** What adapters call it. */
    String name();

    /** Where a request leads in this wire; empty if it is not one of its own. */
    Optional<Route> route(RequestHead head);

    /** What a request is for. */
    sealed interface Route {
        /** A call for a completion: what is answered slowly, fails, and is billed. */
        record Completion() implements Route {}

        /** The list of models, or what else bills nothing and is answered by whoever is alive. */
        record Models() implements Route {}

        /** Something about a prediction that was begun before. */
        record OfPrediction(PredictionWire wire, String id, Act act) implements Route {}

        /** What is wanted of a prediction. */
        enum Act {
            /** Its state. */
            LOOK,
            /** Its output as a stream. */
            FOLLOW,
            /** Its end. */
            CANCEL
        }
    }

    /** The API key that this request carries; empty if there is none. */
    Optional<String> apiKey(RequestHead head);

    /** Reads a call for a completion, and checks it as the provider would. */
    Reading read(RequestHead head, byte[] body);

    /** The whole answer in one body. */
    Reply answer(Answer answer);

    /** The answer as a stream of events that are spread over {@code time}, one piece an event. */
    Reply stream(Answer answer, Duration time);

    /** What its streams have in them besides the answer. */
    StreamFrames frames();

    /** The error a provider sends for this refusal. */
    Reply error(Refusal refusal);

    /** The list of these models, as this request wants it. */
    Reply models(RequestHead head, String provider, List<String> models);

    /** The headers that tell where the caller stands with its rate limit. */
    default Map<String, String> rateHeaders(RateWindow.Standing standing) {
        return Map.of();
    }

    /** The header in which a reply carries its id. */
    default String requestIdHeader() {
        return "x-request-id";
    }
}
