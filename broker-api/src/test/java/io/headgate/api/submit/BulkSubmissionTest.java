package io.headgate.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkSubmissionTest {
    private static final BulkLimits LIMITS = new BulkLimits(1_000, 20, 20_000);

    private final List<String> submitted = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void eachLineIsTakenByItself_andToldInOrder() throws IOException {
        take("a\nbad\n\nb", LIMITS);

        assertThat(submitted).containsExactly("a", "bad", "b");
        assertThat(told).containsExactly("1 accepted a", "2 refused invalid_json", "4 accepted b");
    }

    @Test
    void linesAreToldInOrder_whateverIsKnownFirst() throws IOException {
        CompletableFuture<Submitted> late = new CompletableFuture<>();
        BulkSubmission.Taking taking = (headers, body) -> {
            String text = new String(body, StandardCharsets.UTF_8);
            if (text.equals("b")) {
                late.complete(accepted("a"));
            }
            return text.equals("a") ? late : CompletableFuture.completedStage(accepted(text));
        };

        take(taking, "a\nb", LIMITS);

        assertThat(told).containsExactly("1 accepted a", "2 accepted b");
    }

    @Test
    void whatIsReadAndNotInTheLog_isBounded() throws IOException {
        List<CompletableFuture<Submitted>> open = new ArrayList<>();
        List<Integer> readAhead = new ArrayList<>();
        BulkSubmission.Taking taking = (headers, body) -> {
            CompletableFuture<Submitted> next = new CompletableFuture<>();
            open.add(next);
            readAhead.add((int) open.stream().filter(each -> !each.isDone()).count());
            // The log answers only when as many are open as it lets.
            if (readAhead.getLast() > 256) {
                open.forEach(each -> each.complete(accepted("x")));
            }
            return next;
        };
        String text = IntStream.range(0, 257).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));

        take(taking, text, LIMITS);

        assertThat(told).hasSize(257);
        assertThat(readAhead).allMatch(ahead -> ahead <= 257);
    }

    @Test
    void afterTheLogDoesNotAnswer_nothingMoreIsTried() throws IOException {
        String many = IntStream.range(0, 900).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));

        take("away\n" + many, LIMITS);

        assertThat(submitted).hasSize(257);
        assertThat(told).hasSize(901).last().isEqualTo("901 unavailable");
    }

    @Test
    void whatIsTooMuch_isRefused_andWhatCameBeforeIsTaken() throws IOException {
        take("a\nb\nc\nd", new BulkLimits(2, 20, 100));
        assertThat(told).containsExactly("1 accepted a", "2 accepted b", "3 refused body_too_large");

        told.clear();
        take("a\nabcde\nb", new BulkLimits(10, 4, 100));
        assertThat(told).containsExactly("1 accepted a", "2 refused body_too_large", "3 accepted b");

        told.clear();
        take("a\nb\nc", new BulkLimits(10, 4, 4));
        assertThat(told).containsExactly("1 accepted a", "2 accepted b", "3 refused body_too_large");
    }

    private void take(String text, BulkLimits limits) throws IOException {
        take(this::submit, text, limits);
    }

    private void take(BulkSubmission.Taking taking, String text, BulkLimits limits) throws IOException {
        new BulkSubmission(taking, limits)
                .take(
                        Map.of(),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        (line, what) -> told.add(line + " " + shown(what)));
    }

    private CompletionStage<Submitted> submit(Map<String, String> headers, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        submitted.add(text);
        return CompletableFuture.completedStage(
                switch (text) {
                    case "bad" -> new Submitted.Refused(Failure.of(FailureCode.INVALID_JSON, "no JSON"), "body");
                    case "away" -> new Submitted.Unavailable("away");
                    default -> accepted(text);
                });
    }

    private static Submitted accepted(String id) {
        return new Submitted.Accepted(Samples.request(Samples.key("acme", id), "{}"));
    }

    private static String shown(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted(var request) -> "accepted " + request.key().request();
            case Submitted.Refused(Failure failure, var _) ->
                "refused " + failure.code().wireName();
            case Submitted.Unavailable _ -> "unavailable";
        };
    }
}
