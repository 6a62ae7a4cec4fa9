package io.headgate.api.http.openai;

import io.headgate.api.chat.Conversation;
import io.headgate.api.chat.Conversation.Step;
import io.headgate.api.chat.Ending;
import io.headgate.api.chat.stream.StreamedAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A conversation whose reply is streamed, turn by turn. Blocks; of one (virtual) thread at a time. */
final class ChatTurns {
    private final Conversation conversation;
    private final StreamedAnswer answer;
    private final Instant until;
    private final boolean repeatable;
    private final InstantSource clock;

    /** @param until how long the client waits */
    ChatTurns(
            Conversation conversation, StreamedAnswer answer, Instant until, boolean repeatable, InstantSource clock) {
        this.conversation = conversation;
        this.answer = answer;
        this.until = until;
        this.repeatable = repeatable;
        this.clock = clock;
    }

    /** What there is for the client. */
    sealed interface Turn {
        /**
         * Something to be shown.
         *
         * @param last whether the stream is whole with it
         */
        record Show(List<String> chunks, boolean last) implements Turn {}

        /** There is no more, and it is not whole. */
        record End(ChatTrouble trouble) implements Turn {}

        /** The client has gone. */
        record Left() implements Turn {}

        /** Nothing in the time. */
        record Quiet() implements Turn {}
    }

    /** The next turn, or {@link Turn.Quiet} when it is so late. */
    Turn next(Instant quietAt) throws InterruptedException {
        while (true) {
            Step step = conversation.next(quietAt.isBefore(until) ? quietAt : until);
            Optional<Turn> turn = switch (step) {
                case Step.Piece(var delta) -> answer.piece(delta).map(chunk -> new Turn.Show(List.of(chunk), false));
                case Step.Ended(Ending ending) -> Optional.of(ended(ending));
                case Step.Conflict(var with) -> Optional.of(new Turn.End(ChatTrouble.conflict(with)));
                case Step.Left() -> Optional.of(new Turn.Left());
                case Step.Quiet() -> Optional.of(quiet());
            };
            if (turn.isPresent()) {
                return turn.get();
            }
        }
    }

    private Turn quiet() throws InterruptedException {
        if (clock.instant().isBefore(until)) {
            return new Turn.Quiet();
        }
        return conversation
                .missed()
                .map(this::ended)
                .orElseGet(() -> new Turn.End(ChatTrouble.late(conversation.key(), repeatable)));
    }

    private Turn ended(Ending ending) {
        return switch (ending.outcome()) {
            case Ending.Outcome.Failed(var failure) ->
                new Turn.End(ChatTrouble.failed(ending, failure, clock.instant()));
            case Ending.Outcome.Answered answered ->
                switch (answer.rest(answered.response())) {
                    case StreamedAnswer.Rest.Chunks(var chunks) -> new Turn.Show(chunks, true);
                    case StreamedAnswer.Rest.Replaced() -> new Turn.End(ChatTrouble.replaced(ending.key()));
                    case StreamedAnswer.Rest.Unreadable() -> new Turn.End(ChatTrouble.unreadable(ending.key()));
                };
        };
    }
}
