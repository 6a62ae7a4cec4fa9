package io.headgate.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.feedback.JudgementIntake.Taken;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.watch.FakeWatches;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Feedback;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of the topic against an index that knows nobody; what the desk makes of answers that there are is its own test. */
class JudgementIntakeTest {
    private final List<Feedback> written = new ArrayList<>();
    private boolean upToDate = true;
    private boolean readable = true;
    private Instant now = Samples.ACCEPTED;

    @Test
    void withoutItsHeadersNobodyKnowsWhoseItIs() throws Exception {
        assertThat(code(take(null, "r1", "{\"score\":1}"))).isEqualTo(FailureCode.MISSING_TENANT);
        assertThat(code(take("acme", null, "{\"score\":1}"))).isEqualTo(FailureCode.INVALID_FIELD);
        assertThat(code(take("acme", "r1", null))).isEqualTo(FailureCode.NULL_RECORD);
        assertThat(code(take("", "r1", "{\"score\":1}"))).isEqualTo(FailureCode.INVALID_FIELD);
    }

    @Test
    void whatCannotBeReadIsRefused_andItsWordsAreNotRepeated() throws Exception {
        Taken taken = take("acme", "r1", "{\"score\":5,\"comment\":\"secret words\"}");
        assertThat(code(taken)).isEqualTo(FailureCode.INVALID_FIELD);
        assertThat(taken.toString()).doesNotContain("secret words");
    }

    @Test
    void aRequestThatTheTenantDoesNotHaveIsRefused_butOnlyByAnIndexThatIsUpToDate() throws Exception {
        assertThat(code(take("acme", "r1", "{\"score\":1}"))).isEqualTo(FailureCode.INVALID_FIELD);

        upToDate = false;
        assertThat(take("acme", "r1", "{\"score\":1}"))
                .isInstanceOfSatisfying(
                        Taken.Later.class, later -> assertThat(later.known()).isFalse());
    }

    @Test
    void anIndexThatIsAwayIsWaitedFor() throws Exception {
        readable = false;
        assertThat(take("acme", "r1", "{\"score\":1}"))
                .isInstanceOfSatisfying(
                        Taken.Later.class, later -> assertThat(later.known()).isTrue());
        assertThat(written).isEmpty();
    }

    private Taken take(@Nullable String tenant, @Nullable String id, @Nullable String value)
            throws InterruptedException {
        RequestLookup lookup = new RequestLookup(
                key -> {
                    if (!readable) {
                        throw new IndexUnavailableException(new IllegalStateException("away"));
                    }
                    return Optional.empty();
                },
                () -> upToDate,
                () -> now,
                (bell, pause) -> now = now.plus(pause),
                new FakeWatches());
        FeedbackLog log = feedback -> {
            written.add(feedback);
            return CompletableFuture.completedStage(true);
        };
        return new JudgementIntake(new FeedbackDesk(lookup, log, new StrictJson(), () -> now))
                .take(tenant, id, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static FailureCode code(Taken taken) {
        assertThat(taken).isInstanceOf(Taken.Refused.class);
        return ((Taken.Refused) taken).failure().code();
    }
}
