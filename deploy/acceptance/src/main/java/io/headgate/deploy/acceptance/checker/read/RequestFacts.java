package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Cancelled;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Noticed;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import org.jspecify.annotations.Nullable;

/** Facts of what comes in: admissions, cancels, notices. */
record RequestFacts(Names names) {
    Admitted admitted(Place place, long timestamp, Fields admission) {
        Fields request = admission.neededRecord("request");
        boolean valid = request.name().equals("InferenceRequest");
        return new Admitted(
                place,
                key(request),
                valid,
                valid ? request.text("idempotencyKey") : null,
                request.needed(valid ? "bodyHash" : "contentHash"),
                valid ? request.number("deadline") : 0,
                origin(request),
                names.ofNullable(valid ? request.text("parentId") : null),
                timestamp);
    }

    Cancelled cancelled(long timestamp, Fields cancel) {
        return new Cancelled(key(cancel), timestamp);
    }

    Noticed noticed(Fields notice) {
        return new Noticed(key(notice), names.of(notice.needed("kind")));
    }

    Key key(Fields of) {
        return names.key(of.needed("tenant"), of.needed("requestId"));
    }

    private @Nullable Place origin(Fields request) {
        Fields origin = request.neededRecord("origin");
        String topic = origin.text("topic");
        return topic == null
                ? null
                : new Place(names.of(topic), (int) origin.number("partition"), origin.number("offset"));
    }
}
