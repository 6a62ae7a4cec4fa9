package io.headgate.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.replay.Renewal.Renewed;
import io.headgate.api.replay.body.ModelSplice;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final ReplayId REPLAY = new ReplayId("replay_" + "0a".repeat(12));
    private static final RequestKey KEY = Samples.key("acme", "r-1");
    private static final InferenceRequest PARENT =
            withKey(Samples.request(KEY, "{\"model\":\"text\",\"messages\":[]}"), "idem-1");
    private static final Instant LATER = Samples.ACCEPTED.plus(Duration.ofDays(2));

    @Test
    void itIsARequestOfItsOwn_linkedToItsParent_withAsMuchTimeAsThatHad() {
        InferenceRequest child = renewed(Overrides.NONE, Market.open());

        assertThat(child.key().tenant()).isEqualTo(KEY.tenant());
        assertThat(child.key().request()).isEqualTo(REPLAY.childOf(KEY)).isNotEqualTo(KEY.request());
        assertThat(child.parent()).isEqualTo(KEY.request());
        assertThat(child.idempotencyKey()).isNull();
        assertThat(child.acceptedAt()).isEqualTo(LATER);
        assertThat(child.context().deadline()).isEqualTo(LATER.plusSeconds(600));
        assertThat(child.body()).isEqualTo(PARENT.body());
        assertThat(child.correlationId()).isEqualTo(PARENT.correlationId());
        assertThat(child.context().tags()).isEqualTo(PARENT.context().tags());
        assertThat(child.context().onlyProviders()).isEmpty();
    }

    /** A batch counts each of its requests once. */
    @Test
    void itIsNoPartOfItsParentsBatch() {
        InferenceRequest parent = Samples.marked(KEY, PARENT.body(), new BatchMark(new BatchId("nightly"), 2));
        InferenceRequest child = renewed(parent, new Overrides(new Alias("text"), null, null, null), Market.open());

        assertThat(child.context().batch()).isNull();
        assertThat(child.parent()).isEqualTo(KEY.request());
    }

    @Test
    void whatIsOverriddenReplacesWhatWasSaid_inTheBodyToo() {
        Overrides all = new Overrides(
                new Alias("mixed"), new ProviderName("gamma"), Duration.ofMinutes(1), Priority.BACKGROUND);

        InferenceRequest child = renewed(all, Market.open());

        assertThat(child.alias()).hasToString("mixed");
        assertThat(child.body()).isEqualTo("{\"model\":\"mixed\",\"messages\":[]}");
        assertThat(child.bodyHash()).isNotEqualTo(PARENT.bodyHash()).hasSize(64);
        assertThat(child.context().onlyProviders()).isEqualTo(Set.of(new ProviderName("gamma")));
        assertThat(child.context().deadline()).isEqualTo(LATER.plusSeconds(60));
        assertThat(child.context().priority()).isEqualTo(Priority.BACKGROUND);
    }

    @Test
    void theSameReplayNamesTheSameChild_andNoOtherDoes() {
        assertThat(REPLAY.childOf(KEY)).isEqualTo(new ReplayId(REPLAY.value()).childOf(KEY));
        assertThat(ReplayId.next().childOf(KEY)).isNotEqualTo(REPLAY.childOf(KEY));
        assertThat(REPLAY.childOf(Samples.key("globex", "r-1"))).isNotEqualTo(REPLAY.childOf(KEY));
    }

    @Test
    void whoMayNotSendToday_isRefusedToday() {
        assertThat(refusal(Market.with(Market.tenant(false, Set.of(), Set.of()))))
                .isEqualTo(FailureCode.TENANT_DISABLED);
        assertThat(refusal(Market.with(Market.tenant(true, Set.of(new Alias("mixed")), Set.of()))))
                .isEqualTo(FailureCode.UNKNOWN_ALIAS);
    }

    private static InferenceRequest renewed(Overrides overrides, Catalogue catalogue) {
        return renewed(PARENT, overrides, catalogue);
    }

    private static InferenceRequest renewed(InferenceRequest parent, Overrides overrides, Catalogue catalogue) {
        Renewed renewed = new Renewal(REPLAY, overrides, new ModelSplice()).of(parent, catalogue, LATER);
        assertThat(renewed).isInstanceOf(Renewed.Request.class);
        return ((Renewed.Request) renewed).request();
    }

    private static FailureCode refusal(Catalogue catalogue) {
        Renewed renewed = new Renewal(REPLAY, Overrides.NONE, new ModelSplice()).of(PARENT, catalogue, LATER);
        assertThat(renewed).isInstanceOf(Renewed.Refused.class);
        return ((Renewed.Refused) renewed).failure().code();
    }

    private static InferenceRequest withKey(InferenceRequest request, String idempotencyKey) {
        return new InferenceRequest(
                request.key(),
                request.correlationId(),
                request.userId(),
                idempotencyKey,
                new Alias("text"),
                request.context(),
                request.body(),
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                null);
    }
}
