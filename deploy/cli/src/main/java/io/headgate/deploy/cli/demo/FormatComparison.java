package io.headgate.deploy.cli.demo;

import io.headgate.schemas.message.InferenceResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same prompts in every format, side by side.
 *
 * @param formats in the order of the columns
 * @param rows a row for each prompt
 */
record FormatComparison(List<String> formats, List<Row> rows) {
    FormatComparison {
        formats = List.copyOf(formats);
        rows = List.copyOf(rows);
    }

    /** One prompt, and what came of it by format. */
    record Row(String prompt, Map<String, FormatReply> replies) {
        /** Whether every format that has words for it answered, and all the same. */
        boolean equal() {
            return replies.values().stream().noneMatch(FormatReply.Unanswered.class::isInstance)
                    && answers().distinct().count() == 1;
        }

        /** The answer of the first format that has one. */
        Optional<NormalisedAnswer> first() {
            return answers().findFirst();
        }

        private Stream<NormalisedAnswer> answers() {
            return replies.values().stream()
                    .filter(FormatReply.Answered.class::isInstance)
                    .map(reply -> ((FormatReply.Answered) reply).answer());
        }
    }

    /** @param results those of the prompts among them */
    static FormatComparison of(List<String> formats, List<FormatPrompt> prompts, Collection<InferenceResult> results) {
        Map<String, InferenceResult> byId = results.stream()
                .collect(Collectors.toMap(result -> result.key().request().value(), Function.identity()));
        List<Row> rows = new ArrayList<>();
        for (FormatPrompt prompt : prompts) {
            Map<String, FormatReply> replies = new LinkedHashMap<>();
            for (String format : formats) {
                replies.put(
                        format,
                        prompt.saidBy(format) ? FormatReply.of(byId.get(prompt.id(format))) : new FormatReply.Unsaid());
            }
            rows.add(new Row(prompt.name(), replies));
        }
        return new FormatComparison(formats, rows);
    }

    /** What was not sent to whom, as the format has no words for it; in the order of the columns and rows. */
    Map<String, List<String>> unsaid() {
        Map<String, List<String>> unsaid = new LinkedHashMap<>();
        for (String format : formats) {
            List<String> prompts = rows.stream()
                    .filter(row -> row.replies().get(format) instanceof FormatReply.Unsaid)
                    .map(Row::prompt)
                    .toList();
            if (!prompts.isEmpty()) {
                unsaid.put(format, prompts);
            }
        }
        return unsaid;
    }

    /** The promise, and whether it holds. */
    Verdict.Line verdict() {
        long equal = rows.stream().filter(Row::equal).count();
        return new Verdict.Line(
                equal == rows.size(),
                "prompts with equal answers in all formats that have words for them: %d of %d"
                        .formatted(equal, rows.size()));
    }
}
