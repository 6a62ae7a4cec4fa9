package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Feedback;
import org.apache.avro.Schema;

/** What became of answers. */
public final class Feedbacks implements Mapping<Feedback, io.headgate.schemas.avro.Feedback> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Feedback.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Feedback toAvro(Feedback feedback) {
        return new io.headgate.schemas.avro.Feedback(
                feedback.key().tenant().value(),
                feedback.key().request().value(),
                feedback.alias().value(),
                feedback.model().value(),
                feedback.score(),
                feedback.comment(),
                feedback.at());
    }

    @Override
    public Feedback toDomain(io.headgate.schemas.avro.Feedback feedback) {
        return new Feedback(
                Parts.key(feedback.getTenant(), feedback.getRequestId()),
                new Alias(feedback.getAlias()),
                new ModelName(feedback.getModel()),
                feedback.getScore(),
                feedback.getComment(),
                feedback.getAt());
    }
}
