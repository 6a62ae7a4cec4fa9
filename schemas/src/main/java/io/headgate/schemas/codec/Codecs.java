package io.headgate.schemas.codec;

import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;

/** The codec of every message, all under one framing. Thread-safe. */
public interface Codecs {
    /** What clients publish in Avro; what they publish as JSON is intake's to read. */
    MessageCodec<ClientRequest> clientRequest();

    MessageCodec<Admission> admission();

    MessageCodec<Dispatch> dispatch();

    MessageCodec<Attempt> attempt();

    /** Encodes in the format the request came in, Avro or JSON; decodes both. */
    MessageCodec<InferenceResult> result();

    MessageCodec<FailedRequest> failedRequest();

    MessageCodec<Notice> notice();

    MessageCodec<Increment> increment();

    MessageCodec<PublishedCatalog> catalog();
}
