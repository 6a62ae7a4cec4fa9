package io.headgate.router.body;

import io.headgate.router.route.BodyNeeds;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.message.RequestKind;
import io.headgate.schemas.token.TokenEstimator;

/** What a request's body asks for, of whichever kind it is. */
public final class RequestBody {
    private RequestBody() {}

    /** What {@code body} demands, its length estimated by {@code estimator}. */
    public static BodyNeeds needsOf(Obj body, TokenEstimator estimator) {
        return switch (RequestKind.of(name -> body.get(name) != null)) {
            case CHAT -> ChatBody.needsOf(body, estimator);
            case EMBEDDINGS -> EmbeddingsBody.needsOf(body, estimator);
        };
    }
}
