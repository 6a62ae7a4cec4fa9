package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.RawLine;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** All behind the log: takes requests by their id, absorbs repeats, and ends each of them once. */
final class MemoryBroker implements LineSender, CancelAsker {
    /** How a request has ended: with a response or with a failure. */
    record End(@Nullable String response, @Nullable Failure failure) {}

    private final Map<String, String> taken = new TreeMap<>();
    private final Map<String, End> ends = new HashMap<>();
    private final Set<String> cancels = new HashSet<>();
    private final Random random;
    private final Mishaps mishaps;
    private double troubles;

    MemoryBroker(Random random, Mishaps mishaps, double troubles) {
        this.random = random;
        this.mishaps = mishaps;
        this.troubles = troubles;
    }

    void calm() {
        troubles = 0;
    }

    @Override
    public CompletionStage<Sent> send(Batch batch, Upload upload, RawLine line) {
        mishaps.pass();
        String text = line instanceof RawLine.Text read ? new String(read.utf8(), StandardCharsets.UTF_8) : "";
        if (text.contains("refuse")) {
            return CompletableFuture.completedStage(
                    new Sent.Refused(Failure.of(FailureCode.UNKNOWN_ALIAS, "there is no such alias any more")));
        }
        if (random.nextDouble() < troubles / 2) {
            return CompletableFuture.completedStage(new Sent.NotNow());
        }
        String id = Line.request(batch.id(), line.number()).value();
        String other = taken.putIfAbsent(id, text);
        if (other != null && !other.equals(text)) {
            throw new AssertionError("%s was sent with two texts".formatted(id));
        }
        // What is not acknowledged may be in the log nevertheless.
        return CompletableFuture.completedStage(
                random.nextDouble() < troubles / 2 ? new Sent.NotNow() : new Sent.Taken());
    }

    @Override
    public boolean ask(List<Cancel> asked) {
        asked.forEach(cancel -> cancels.add(cancel.key().request().value()));
        return random.nextDouble() >= troubles;
    }

    /** Lets some of what is under way end. */
    void work(double share) {
        for (Map.Entry<String, String> request : taken.entrySet()) {
            if (!ends.containsKey(request.getKey()) && random.nextDouble() < share) {
                ends.put(request.getKey(), end(request.getKey(), request.getValue()));
            }
        }
    }

    private End end(String id, String text) {
        if (cancels.contains(id)) {
            return new End(null, Failure.of(FailureCode.CANCELLED, "cancelled"));
        }
        return text.contains("fail")
                ? new End(null, Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "it did not answer"))
                : new End("{\"object\":\"chat.completion\"}", null);
    }

    @Nullable
    End end(String request) {
        return ends.get(request);
    }

    int requests() {
        return taken.size();
    }
}
