package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.message.ClientRequest;
import java.time.Duration;
import org.apache.avro.Schema;

/** What clients publish. */
public final class ClientRequests implements Mapping<ClientRequest, io.headgate.schemas.avro.ClientRequest> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.ClientRequest.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.ClientRequest toAvro(ClientRequest request) {
        return io.headgate.schemas.avro.ClientRequest.newBuilder()
                .setBody(request.body())
                .setTenant(request.tenant())
                .setId(request.id())
                .setCorrelationId(request.correlationId())
                .setUserId(request.userId())
                .setIdempotencyKey(request.idempotencyKey())
                .setTaskId(request.taskId())
                .setTaskType(request.taskType())
                .setLocale(request.locale())
                .setPriority(request.priority())
                .setDeadline(request.deadline())
                .setMaxLatencyMillis(Absent.or(request.maxLatency(), Duration::toMillis))
                .setBudget(Absent.or(request.budget(), Parts::avro))
                .setTags(request.tags())
                .build();
    }

    @Override
    public ClientRequest toDomain(io.headgate.schemas.avro.ClientRequest request) {
        return new ClientRequest(
                request.getTenant(),
                request.getId(),
                request.getCorrelationId(),
                request.getUserId(),
                request.getIdempotencyKey(),
                request.getTaskId(),
                request.getTaskType(),
                request.getLocale(),
                request.getPriority(),
                request.getDeadline(),
                Absent.or(request.getMaxLatencyMillis(), Duration::ofMillis),
                Absent.or(request.getBudget(), Parts::domain),
                request.getTags(),
                request.getBody());
    }
}
