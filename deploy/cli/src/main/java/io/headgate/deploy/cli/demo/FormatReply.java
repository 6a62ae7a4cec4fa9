package io.headgate.deploy.cli.demo;

import io.headgate.schemas.message.InferenceResult;
import org.jspecify.annotations.Nullable;

/** What came of a prompt in one format. */
sealed interface FormatReply {
    /** For the cell of a table. */
    String cell();

    /** It was answered. */
    record Answered(NormalisedAnswer answer) implements FormatReply {
        @Override
        public String cell() {
            return answer.digest();
        }
    }

    /** It was sent and not answered. */
    record Unanswered(String why) implements FormatReply {
        @Override
        public String cell() {
            return why;
        }
    }

    /** It was not sent: the format has no words for it. */
    record Unsaid() implements FormatReply {
        @Override
        public String cell() {
            return "–";
        }
    }

    /** @param result null when none came in time */
    static FormatReply of(@Nullable InferenceResult result) {
        if (result == null) {
            return new Unanswered("missing");
        }
        return switch (result.outcome()) {
            case InferenceResult.Completed completed -> new Answered(NormalisedAnswer.of(completed));
            case InferenceResult.Failed failed ->
                new Unanswered(failed.failure().code().wireName());
        };
    }
}
