package io.headgate.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.feedback.FeedbackDesk.Heard;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestRow;
import io.headgate.api.watch.FakeWatches;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Feedback;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackDeskTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");
    private final List<Feedback> written = new ArrayList<>();
    private @Nullable RequestRow row = row("completed", "fast-text", "alpha-large");
    private boolean writable = true;
    private Instant now = Samples.ACCEPTED;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"score": 0.25}                      | 0.25
            {"score": -1, "comment": "no use"}   | -1
            {"verdict": "good"}                  | 1
            {"verdict": "bad", "score": null}    | -1
            """)
    void isWritten_withWhoAnswered(String body, double score) throws Exception {
        assertThat(give(body)).isInstanceOf(Heard.Taken.class);
        Feedback said = written.getFirst();
        assertThat(said.score()).isEqualTo(score);
        assertThat(said.alias().value()).isEqualTo("fast-text");
        assertThat(said.model().value()).isEqualTo("alpha-large");
        assertThat(said.toString()).doesNotContain("no use");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"score": 1.01}                      | score
            {"score": 1e999999999}               | score
            {"score": "1"}                       | score
            {}                                   | score
            {"score": 1, "verdict": "good"}      | score
            {"verdict": "fine"}                  | verdict
            {"score": 1, "comment": 5}           | comment
            {"score": 1, "stars": 5}             | body
            [1]                                  | body
            nonsense                             | body
            """)
    void isRefused_whenItCannotBeRead(String body, String field) throws Exception {
        assertThat(give(body))
                .isInstanceOfSatisfying(
                        Heard.Refused.class,
                        refused -> assertThat(refused.param()).isEqualTo(field));
        assertThat(written).isEmpty();
    }

    @Test
    void isRefused_whenThereIsNoAnswer() throws Exception {
        row = row("failed", "fast-text", null);
        assertThat(give("{\"score\":1}")).isEqualTo(new Heard.Unanswered("failed"));
        row = row("completed", null, "alpha-large");
        assertThat(give("{\"score\":1}")).isEqualTo(new Heard.Undecided());
        row = null;
        assertThat(give("{\"score\":1}")).isEqualTo(new Heard.Unknown());
        assertThat(written).isEmpty();
    }

    @Test
    void isNotTaken_whenTheLogDoesNotAnswer() throws Exception {
        writable = false;
        assertThat(give("{\"score\":1}")).isEqualTo(new Heard.Unavailable());
    }

    private Heard give(String body) throws InterruptedException {
        RequestLookup lookup = new RequestLookup(
                key -> Optional.ofNullable(row),
                () -> true,
                () -> now,
                (bell, pause) -> now = now.plus(pause),
                new FakeWatches());
        FeedbackLog log = feedback -> {
            if (writable) {
                written.add(feedback);
            }
            return CompletableFuture.completedStage(writable);
        };
        return new FeedbackDesk(lookup, log, new StrictJson(), () -> now)
                .give(KEY, body.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    private static RequestRow row(String status, @Nullable String alias, @Nullable String model) {
        return new RequestRow(
                "acme",
                "r1",
                status,
                "c",
                null,
                null,
                null,
                null,
                alias,
                "standard",
                "{}",
                Samples.ACCEPTED,
                null,
                null,
                null,
                Samples.ACCEPTED,
                "p1",
                "main",
                model,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "[]",
                1);
    }
}
