package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Requests as intake hands them on, good and bad. */
public final class Requests implements Mapping<Admission, io.headgate.schemas.avro.Admission> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Admission.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Admission toAvro(Admission admission) {
        return new io.headgate.schemas.avro.Admission(branch(admission));
    }

    @Override
    public Admission toDomain(io.headgate.schemas.avro.Admission admission) {
        return admission(admission.getRequest());
    }

    /** The branch of a union of the two that an admission is. */
    static SpecificRecord branch(Admission admission) {
        return switch (admission) {
            case InferenceRequest request -> avro(request);
            case InvalidRequest invalid -> avro(invalid);
        };
    }

    static Admission admission(Object branch) {
        return branch instanceof io.headgate.schemas.avro.InferenceRequest request
                ? domain(request)
                : domain((io.headgate.schemas.avro.InvalidRequest) branch);
    }

    static io.headgate.schemas.avro.InferenceRequest avro(InferenceRequest request) {
        RoutingContext context = request.context();
        return io.headgate.schemas.avro.InferenceRequest.newBuilder()
                .setTenant(request.key().tenant().value())
                .setRequestId(request.key().request().value())
                .setCorrelationId(request.correlationId().value())
                .setUserId(Absent.or(request.userId(), UserId::value))
                .setIdempotencyKey(request.idempotencyKey())
                .setAlias(request.alias().value())
                .setTaskId(context.taskId())
                .setTaskType(context.taskType())
                .setLocale(context.locale())
                .setPriority(avro(context.priority()))
                .setDeadline(context.deadline())
                .setMaxLatencyMillis(Absent.or(context.maxLatency(), Duration::toMillis))
                .setBudget(Absent.or(context.budget(), Parts::avro))
                .setTags(context.tags())
                .setBody(request.body())
                .setBodyHash(request.bodyHash())
                .setReplyFormat(avro(request.replyFormat()))
                .setAcceptedAt(request.acceptedAt())
                .setOrigin(avro(request.origin()))
                .setParentId(Absent.or(request.parent(), RequestId::value))
                .setOnlyProviders(context.onlyProviders().stream()
                        .map(ProviderName::value)
                        .sorted()
                        .toList())
                .build();
    }

    static InferenceRequest domain(io.headgate.schemas.avro.InferenceRequest request) {
        return new InferenceRequest(
                Parts.key(request.getTenant(), request.getRequestId()),
                new CorrelationId(request.getCorrelationId()),
                Absent.or(request.getUserId(), UserId::new),
                request.getIdempotencyKey(),
                new Alias(request.getAlias()),
                context(request),
                request.getBody(),
                request.getBodyHash(),
                domain(request.getReplyFormat()),
                request.getAcceptedAt(),
                domain(request.getOrigin()),
                Absent.or(request.getParentId(), RequestId::new));
    }

    private static RoutingContext context(io.headgate.schemas.avro.InferenceRequest request) {
        return new RoutingContext(
                request.getTaskId(),
                request.getTaskType(),
                request.getLocale(),
                domain(request.getPriority()),
                request.getDeadline(),
                Absent.or(request.getMaxLatencyMillis(), Duration::ofMillis),
                Absent.or(request.getBudget(), Parts::domain),
                request.getTags(),
                request.getOnlyProviders().stream().map(ProviderName::new).collect(Collectors.toUnmodifiableSet()));
    }

    private static io.headgate.schemas.avro.InvalidRequest avro(InvalidRequest invalid) {
        return io.headgate.schemas.avro.InvalidRequest.newBuilder()
                .setTenant(invalid.key().tenant().value())
                .setRequestId(invalid.key().request().value())
                .setCorrelationId(invalid.correlationId().value())
                .setFailure(Parts.avro(invalid.failure()))
                .setContentHash(invalid.contentHash())
                .setReplyFormat(avro(invalid.replyFormat()))
                .setAcceptedAt(invalid.acceptedAt())
                .setOrigin(avro(invalid.origin()))
                .build();
    }

    private static InvalidRequest domain(io.headgate.schemas.avro.InvalidRequest invalid) {
        return new InvalidRequest(
                Parts.key(invalid.getTenant(), invalid.getRequestId()),
                new CorrelationId(invalid.getCorrelationId()),
                Parts.domain(invalid.getFailure()),
                invalid.getContentHash(),
                domain(invalid.getReplyFormat()),
                invalid.getAcceptedAt(),
                domain(invalid.getOrigin()));
    }

    private static io.headgate.schemas.avro.Origin avro(Origin origin) {
        return new io.headgate.schemas.avro.Origin(origin.topic(), origin.partition(), origin.offset());
    }

    private static Origin domain(io.headgate.schemas.avro.Origin origin) {
        return new Origin(origin.getTopic(), origin.getPartition(), origin.getOffset());
    }

    private static io.headgate.schemas.avro.Priority avro(Priority priority) {
        return switch (priority) {
            case CRITICAL -> io.headgate.schemas.avro.Priority.CRITICAL;
            case STANDARD -> io.headgate.schemas.avro.Priority.STANDARD;
            case BACKGROUND -> io.headgate.schemas.avro.Priority.BACKGROUND;
        };
    }

    private static Priority domain(io.headgate.schemas.avro.Priority priority) {
        return switch (priority) {
            case CRITICAL -> Priority.CRITICAL;
            case STANDARD -> Priority.STANDARD;
            case BACKGROUND -> Priority.BACKGROUND;
        };
    }

    static io.headgate.schemas.avro.ReplyFormat avro(ReplyFormat format) {
        return switch (format) {
            case AVRO -> io.headgate.schemas.avro.ReplyFormat.AVRO;
            case JSON -> io.headgate.schemas.avro.ReplyFormat.JSON;
        };
    }

    static ReplyFormat domain(io.headgate.schemas.avro.ReplyFormat format) {
        return switch (format) {
            case AVRO -> ReplyFormat.AVRO;
            case JSON -> ReplyFormat.JSON;
        };
    }
}
