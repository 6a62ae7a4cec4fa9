package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.message.FailedRequest;
import org.apache.avro.Schema;

/** What replay reads. */
public final class FailedRequests implements Mapping<FailedRequest, io.headgate.schemas.avro.FailedRequest> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.FailedRequest.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.FailedRequest toAvro(FailedRequest failed) {
        return new io.headgate.schemas.avro.FailedRequest(
                Requests.branch(failed.admission()), Results.avro(failed.result()));
    }

    @Override
    public FailedRequest toDomain(io.headgate.schemas.avro.FailedRequest failed) {
        return new FailedRequest(Requests.admission(failed.getRequest()), Results.domain(failed.getResult()));
    }
}
