package io.headgate.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarkedBatchTest {
    @Test
    void eachBatchOnce_byTenant_withTheFirstSizeThatIsSaid() {
        assertThat(MarkedBatch.of(List.of(
                        invalid("globex", "night", 7),
                        invalid("acme", "night", null),
                        invalid("acme", "night", 3),
                        invalid("acme", "night", 4),
                        Samples.request(Samples.key("acme", "r-1"), "{}"))))
                .containsExactly(
                        new MarkedBatch(new TenantId("acme"), new BatchId("night"), 3, Samples.ACCEPTED),
                        new MarkedBatch(new TenantId("globex"), new BatchId("night"), 7, Samples.ACCEPTED));
    }

    private static Admission invalid(String tenant, String batch, @Nullable Integer size) {
        InferenceRequest request = Samples.request(Samples.key(tenant, batch + size), "{}");
        return new InvalidRequest(
                request.key(),
                request.correlationId(),
                Failure.of(FailureCode.MISSING_MODEL, "no model"),
                "00",
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                new BatchMark(new BatchId(batch), size));
    }
}
