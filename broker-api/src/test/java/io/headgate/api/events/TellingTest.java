package io.headgate.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.Rows;
import io.headgate.api.Samples;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TellingTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");
    private static final Instant UNTIL = Instant.parse("2026-11-20T12:01:00Z");

    @Test
    void aStateIsToldOnce_whoeverTellsOfIt() throws Exception {
        Telling telling = telling(false, null);

        RequestEvent accepted = telling.seen(Rows.accepted(KEY)).orElseThrow();
        assertThat(accepted.name()).isEqualTo("state");
        assertThat(accepted.id()).isEqualTo("accepted");
        assertThat(telling.seen(Rows.accepted(KEY))).isEmpty();
        RequestEvent waiting = telling.heard(told("rate", UNTIL)).orElseThrow();
        assertThat(json(waiting)).isEqualTo(new ObjectMapper().readTree("""
                {"status": "waiting", "waiting": {"reason": "rate", "expected_until": "2026-11-20T12:01:00Z"}}"""));
        assertThat(telling.seen(Rows.waiting(KEY, "rate", UNTIL))).isEmpty();
        assertThat(telling.heard(told("budget", UNTIL))).isPresent();
        assertThat(telling.seen(Rows.accepted(KEY))).as("the index is behind").isEmpty();
        assertThat(telling.seen(Rows.waiting(KEY, "rate", UNTIL))).isEmpty();
    }

    @Test
    void whoComesBack_isNotToldTheSameStateAgain() {
        String last = telling(false, null)
                .seen(Rows.waiting(KEY, "rate", UNTIL))
                .orElseThrow()
                .id();

        assertThat(telling(false, last).seen(Rows.waiting(KEY, "rate", UNTIL))).isEmpty();
        assertThat(telling(false, last).seen(Rows.waiting(KEY, "rate", null))).isPresent();
        assertThat(telling(false, last).seen(Rows.completed(KEY, "{}"))).isPresent();
    }

    @Test
    void theEndIsLast_andIsToldOnce() {
        Telling telling = telling(true, null);

        assertThat(telling.heard(new Watched.Ended(Samples.completed(KEY, "{}"))))
                .as("told from the index")
                .isEmpty();
        assertThat(telling.isOver()).isFalse();
        assertThat(telling.seen(Rows.completed(KEY, "{}"))).contains(new RequestEvent("end", "completed", "whole r1"));
        assertThat(telling.isOver()).isTrue();
        assertThat(telling.seen(Rows.completed(KEY, "{}"))).isEmpty();
        assertThat(telling.heard(told("late", null))).isEmpty();
        assertThat(telling.heard(piece(3, "{}"))).isEmpty();
    }

    @Test
    void piecesAreTold_toWhoWantsThem() throws Exception {
        assertThat(telling(false, null).heard(piece(0, "{}"))).isEmpty();

        RequestEvent delta = telling(true, null).heard(piece(7, "{\"n\":1.50}")).orElseThrow();
        assertThat(delta.id()).as("not to come back with").isNull();
        assertThat(delta.data()).contains("\"chunk\":{\"n\":1.50}");
        JsonNode data = json(delta);
        assertThat(data.path("attempt").asInt()).isEqualTo(1);
        assertThat(data.path("sequence").asInt()).isEqualTo(7);
        assertThat(data.path("restart").isBoolean()).isTrue();
        assertThat(data.path("end").isNull()).isTrue();
    }

    @Test
    void aPieceThatIsNoJson_doesNotBreakTheOthers() throws Exception {
        RequestEvent delta = telling(true, null).heard(piece(0, "{\n\n")).orElseThrow();

        assertThat(json(delta).path("chunk").asText()).isEqualTo("{\n\n");
    }

    @Test
    void whatElseIsNoticed_isTold() throws Exception {
        Notice notice = new Notice(KEY, Notice.Kind.DUPLICATE_ABSORBED, "came twice", null, Samples.ACCEPTED);

        RequestEvent event =
                telling(false, null).heard(new Watched.Told(notice)).orElseThrow();
        assertThat(event.name()).isEqualTo("notice");
        assertThat(json(event).path("kind").asText()).isEqualTo("duplicate_absorbed");
    }

    private static Telling telling(boolean deltas, @Nullable String lastHeard) {
        return new Telling(deltas, lastHeard, row -> "whole " + row.requestId());
    }

    private static Watched told(String reason, @Nullable Instant until) {
        return new Watched.Told(new Notice(KEY, Notice.Kind.WAITING, reason, until, Samples.ACCEPTED));
    }

    private static Watched piece(long sequence, String chunk) {
        return new Watched.Piece(
                new Delta(KEY, new AttemptId("r1/1"), 1, Samples.ACCEPTED, sequence, chunk, false, Samples.ACCEPTED));
    }

    private static JsonNode json(RequestEvent event) throws Exception {
        return new ObjectMapper().readTree(event.data());
    }
}
