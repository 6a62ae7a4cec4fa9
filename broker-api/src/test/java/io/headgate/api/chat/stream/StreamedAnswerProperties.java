package io.headgate.api.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Delta;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class StreamedAnswerProperties {
    /** What may become of each piece on its way. */
    enum Fate {
        ARRIVES,
        COMES_TWICE,
        IS_LOST
    }

    record Piece(String text, Fate fate) {}

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<String> texts = Arbitraries.strings().alpha().ofMinLength(0).ofMaxLength(5);
        Arbitrary<Fate> fates = Arbitraries.frequency(
                Tuple.of(8, Fate.ARRIVES), Tuple.of(1, Fate.COMES_TWICE), Tuple.of(1, Fate.IS_LOST));
        return Combinators.combine(texts, fates).as(Piece::new).list().ofMaxSize(12);
    }

    /** Whatever is lost, comes twice or is begun anew: a client has the result's text, or is told that it has not. */
    @Property
    void aClientHasTheWholeResultOrIsTold(@ForAll("pieces") List<Piece> earlier, @ForAll("pieces") List<Piece> last) {
        StreamedAnswer answer = new StreamedAnswer(false);
        Seen seen = new Seen();
        deltas(1, earlier).forEach(delta -> seen.chunk(answer.piece(delta)));
        deltas(2, last).forEach(delta -> seen.chunk(answer.piece(delta)));
        StringBuilder text = new StringBuilder();
        last.forEach(piece -> text.append(piece.text()));
        String before = seen.content();

        switch (answer.rest("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"%s\"},\"finish_reason\":\"stop\"}]}"
                .formatted(text))) {
            case StreamedAnswer.Rest.Chunks rest ->
                assertThat(seen.all(rest).content()).isEqualTo(text.toString());
            case StreamedAnswer.Rest.Replaced() -> assertThat(text.toString()).doesNotStartWith(before);
            case StreamedAnswer.Rest.Unreadable() -> throw new AssertionError("it is readable");
        }
    }

    private static List<Delta> deltas(int attempt, List<Piece> pieces) {
        Pieces stream = Pieces.ofAttempt(attempt);
        List<Delta> arriving = new ArrayList<>();
        for (Piece piece : pieces) {
            Delta delta = stream.text(piece.text());
            switch (piece.fate()) {
                case ARRIVES -> arriving.add(delta);
                case COMES_TWICE -> {
                    arriving.add(delta);
                    arriving.add(delta);
                }
                case IS_LOST -> {}
            }
        }
        return arriving;
    }
}
