package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Feedback;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LearnedFeedbackTest {
    private static final ModelName GOOD = new ModelName("m1");
    private final LearnedFeedback learned = new LearnedFeedback();
    private int answers;

    @Test
    void aFewSayLittle_manySayMuch() {
        assertThat(learned.of(Field.ALIAS, GOOD)).isEqualTo(Opinion.NONE);
        say(1, Samples.NOW);
        assertThat(learned.of(Field.ALIAS, GOOD).mean()).isCloseTo(1 / 6.0, within(1e-9));
        for (int i = 0; i < 94; i++) {
            say(1, Samples.NOW);
        }
        assertThat(learned.of(Field.ALIAS, GOOD).mean()).isCloseTo(0.95, within(1e-9));
        assertThat(learned.of(Samples.FAST, GOOD)).isEqualTo(Opinion.NONE);
    }

    @Test
    void whatIsOlderCountsForLess() {
        say(-1, Samples.NOW);
        say(1, Samples.NOW.plus(Duration.ofDays(1)));
        assertThat(learned.of(Field.ALIAS, GOOD).count()).isCloseTo(1.5, within(1e-9));
        assertThat(learned.of(Field.ALIAS, GOOD).mean()).isCloseTo(0.5 / 6.5, within(1e-9));
        say(1, Samples.NOW);
        assertThat(learned.of(Field.ALIAS, GOOD).count()).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void balancedPrefersWhoIsLiked_butNotAtAnyPrice() {
        for (int i = 0; i < 95; i++) {
            say(1, Samples.NOW);
        }
        TargetHealth sound = new FakeHealth().health();
        Field even = new Field(Strategy.BALANCED).with("1", 0, sound).with("1", 0, sound);
        assertThat(even.route("r-1")).isEqualTo("m0");
        assertThat(even.said(learned).route("r-1")).isEqualTo("m1");
        Field dear = new Field(Strategy.BALANCED).with("1", 0, sound).with("4", 0, sound);
        assertThat(dear.said(learned).route("r-1")).isEqualTo("m0");
    }

    @Test
    void whatIsSaidOfOneAnswerAgain_countsInPlaceOfWhatWasSaidBefore() {
        say(-1, Samples.NOW);
        for (int again = 0; again < 20; again++) {
            say("r-same", 1, Samples.NOW);
        }
        assertThat(learned.of(Field.ALIAS, GOOD).count()).isCloseTo(2, within(1e-9));
        assertThat(learned.of(Field.ALIAS, GOOD).mean()).isCloseTo(0, within(1e-9));
        assertThat(learned.of(Field.ALIAS, GOOD).good()).isCloseTo(0.5, within(1e-9));
        say("r-same", -1, Samples.NOW.plus(Duration.ofDays(1)));
        assertThat(learned.of(Field.ALIAS, GOOD).good()).isZero();
        assertThat(learned.of(Field.ALIAS, GOOD).count()).isCloseTo(1.5, within(1e-9));
        assertThat(learned.of(Field.ALIAS, GOOD).mean()).isCloseTo(-1.5 / 6.5, within(1e-9));
    }

    @Test
    void whatWasSaidOfAnswersLongGone_isForgotten() {
        say("r-same", 1, Samples.NOW);
        for (int i = 0; i < LearnedFeedback.REMEMBERED; i++) {
            say(1, Samples.NOW);
        }
        say("r-same", 1, Samples.NOW);
        assertThat(learned.of(Field.ALIAS, GOOD).count()).isCloseTo(LearnedFeedback.REMEMBERED + 2, within(1e-6));
    }

    private void say(double score, Instant at) {
        say("r-" + answers++, score, at);
    }

    private void say(String request, double score, Instant at) {
        RequestKey key = new RequestKey(Samples.ACME, new RequestId(request));
        learned.heard(new Feedback(key, Field.ALIAS, GOOD, score, null, at), at);
    }
}
