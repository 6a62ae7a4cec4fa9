package io.headgate.schemas.intake;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.Origin;
import java.time.Instant;

/** Where a request came in, and when. What it may say, and what it is held to, is the same wherever it came in. */
public sealed interface Arrival {
    /** When it came. Not to be believed of a record, whose client may write any time. */
    Instant at();

    Origin origin();

    /** As a record of a requests topic: Avro or JSON; on a tenant's own topic it is that tenant's. */
    record OverKafka(String topic, int partition, long offset, Instant at) implements Arrival {
        /**
         * The id of a request that names none, the same again for a redelivery.
         *
         * @param topicId the id of the topic: not its name, which a deleted and recreated topic has again
         */
        public RequestId idOfPlace(String topicId) {
            return new RequestId("%s-%d-%d".formatted(topicId, partition, offset));
        }

        @Override
        public Origin origin() {
            return new Origin(topic, partition, offset);
        }
    }

    /** As the body of an HTTP request: JSON only. */
    record OverHttp(Instant at) implements Arrival {
        @Override
        public Origin origin() {
            return Origin.HTTP;
        }
    }
}
