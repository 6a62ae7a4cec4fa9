package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InferenceResult.Completed;
import io.headgate.schemas.message.InferenceResult.Failed;
import io.headgate.schemas.message.InferenceResult.Outcome;
import org.apache.avro.Schema;

/** Terminal events. */
public final class Results implements Mapping<InferenceResult, io.headgate.schemas.avro.InferenceResult> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.InferenceResult.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.InferenceResult toAvro(InferenceResult result) {
        return avro(result);
    }

    @Override
    public InferenceResult toDomain(io.headgate.schemas.avro.InferenceResult result) {
        return domain(result);
    }

    static io.headgate.schemas.avro.InferenceResult avro(InferenceResult result) {
        var builder = io.headgate.schemas.avro.InferenceResult.newBuilder()
                .setTenant(result.key().tenant().value())
                .setRequestId(result.key().request().value())
                .setCorrelationId(result.correlationId().value())
                .setUserId(Absent.or(result.userId(), UserId::value))
                .setTaskId(result.taskId())
                .setAlias(Absent.or(result.alias(), Alias::value))
                .setTags(result.tags())
                .setAttempts(Histories.avro(result.attempts()))
                .setDecision(Absent.or(result.decision(), Histories::avro))
                .setAcceptedAt(result.acceptedAt())
                .setEndedAt(result.endedAt())
                .setReplyFormat(Requests.avro(result.replyFormat()));
        return switch (result.outcome()) {
            case Completed completed ->
                builder.setCompletion(avro(completed)).setFailure(null).build();
            case Failed failed ->
                builder.setFailure(Parts.avro(failed.failure()))
                        .setCompletion(null)
                        .build();
        };
    }

    static InferenceResult domain(io.headgate.schemas.avro.InferenceResult result) {
        return new InferenceResult(
                Parts.key(result.getTenant(), result.getRequestId()),
                new CorrelationId(result.getCorrelationId()),
                Absent.or(result.getUserId(), UserId::new),
                result.getTaskId(),
                Absent.or(result.getAlias(), Alias::new),
                result.getTags(),
                outcome(result),
                Histories.domain(result.getAttempts()),
                Absent.or(result.getDecision(), Histories::domain),
                result.getAcceptedAt(),
                result.getEndedAt(),
                Requests.domain(result.getReplyFormat()));
    }

    private static io.headgate.schemas.avro.Completion avro(Completed completed) {
        return new io.headgate.schemas.avro.Completion(
                completed.response(),
                Parts.avro(completed.target()),
                completed.servedModel(),
                Parts.avro(completed.usage()),
                Parts.avro(completed.cost()));
    }

    private static Outcome outcome(io.headgate.schemas.avro.InferenceResult result) {
        if ((result.getCompletion() == null) == (result.getFailure() == null)) {
            throw new IllegalArgumentException("result: allowed exactly one of completion and failure");
        }
        if (result.getCompletion() == null) {
            return new Failed(Parts.domain(result.getFailure()));
        }
        var completion = result.getCompletion();
        return new Completed(
                completion.getResponse(),
                Parts.domain(completion.getTarget()),
                completion.getServedModel(),
                Parts.domain(completion.getUsage()),
                Parts.domain(completion.getCost()));
    }
}
