package io.headgate.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private static final IntakeReader READER = new IntakeReader(
            new TopicNames("headgate."), AvroCodecs.singleObject().clientRequest(), new StrictJson());

    @Test
    void saysWhatItWaitsFor_beforeItTakesAnythingIn() {
        Submission submission = new Submission(
                new Missing(),
                READER,
                (request, trace) -> {
                    throw new AssertionError("nothing is written");
                },
                InstantSource.system());
        assertThat(submission
                        .submit(Map.of(), new byte[0])
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new Submitted.Unavailable("the moon is not up"));
    }

    private static final class Missing implements TenantCatalogs {
        @Override
        public Optional<String> missing() {
            return Optional.of("the moon is not up");
        }

        @Override
        public Catalogue common() {
            throw new IllegalStateException("not yet");
        }

        @Override
        public Catalogue of(TenantId tenant) {
            return common();
        }

        @Override
        public long largestBodyBytes() {
            return common().largestBodyBytes();
        }
    }
}
