package io.headgate.api.batches.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.run.Mishaps.Killed;
import io.headgate.api.files.FileId;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.jackson.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** A batch is killed, cancelled, and runs out of time at any moment: each of its lines ends in one of its files, once. */
class StepperProperties {
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration WINDOW = Duration.ofHours(24);

    private Instant now = BEGAN;

    @Property(tries = 400)
    void everyLineEndsOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @DoubleRange(min = 0, max = 0.3) double deaths,
            @ForAll @DoubleRange(min = 0, max = 0.5) double troubles,
            @ForAll @IntRange(min = 0, max = 120) int cancelAt,
            @ForAll @IntRange(min = 0, max = 120) int expireAt) {
        now = BEGAN;
        Random random = new Random(seed);
        Mishaps mishaps = new Mishaps(random, deaths);
        MemoryFiles files = new MemoryFiles(() -> now, mishaps);
        MemoryBroker broker = new MemoryBroker(random, mishaps, troubles);
        MemoryBook book = new MemoryBook(batch(files, input(random, size)), broker, () -> now, mishaps);
        List<String> told = new ArrayList<>();
        Stepper stepper = stepper(book, files, broker, told);

        for (int round = 0; round < 100; round++) {
            if (round == cancelAt) {
                book.cancel(now);
            }
            now = now.plus(round == expireAt ? WINDOW : Duration.ofSeconds(random.nextInt(40)));
            step(book, stepper);
            broker.work(0.2);
        }
        mishaps.end();
        broker.calm();
        for (int round = 0; round < 200 && !book.isAnnounced(); round++) {
            now = now.plus(Stepper.LEASE);
            step(book, stepper);
            broker.work(1);
        }

        assertThat(book.isAnnounced()).isTrue();
        assertThat(Set.copyOf(told)).hasSize(1);
        check(book.batch(), files, size);
        assertThat(broker.requests()).isLessThanOrEqualTo(size);
    }

    private static void step(MemoryBook book, Stepper stepper) {
        Optional<Claim> claim = book.claim(Stepper.LEASE);
        if (claim.isEmpty()) {
            return;
        }
        try {
            book.release(claim.get(), stepper.step(claim.get()));
        } catch (Killed | ClaimLostException gone) {
            // Its claim runs out, and another goes on.
        }
    }

    private static void check(Batch batch, MemoryFiles files, int size) {
        Upload upload = Objects.requireNonNull(batch.upload());
        assertThat(batch.status()).isIn(BatchStatus.COMPLETED, BatchStatus.EXPIRED, BatchStatus.CANCELLED);
        List<String> outputs = ids(files, upload.output());
        List<String> errors = ids(files, upload.error());
        List<String> all = new ArrayList<>(outputs);
        all.addAll(errors);
        Counts counts = batch.counts();
        assertThat(outputs).hasSize(counts.completed());
        // A batch that was cancelled before it was read has no lines.
        assertThat(all).hasSize(counts.total() == null ? 0 : size);
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(files.written())
                .as("no file that nobody refers to")
                .hasSize((upload.output() == null ? 0 : 1) + (upload.error() == null ? 0 : 1));
    }

    private static List<String> ids(MemoryFiles files, @Nullable FileId file) {
        return file == null
                ? List.of()
                : files.lines(file).stream().map(StepperProperties::customId).toList();
    }

    private static String customId(String line) {
        return new StrictJson().read(line) instanceof JsonDocument.Parsed document
                        && document.root() instanceof Obj root
                        && root.get("custom_id") instanceof Text(String id)
                ? id
                : "no line: " + line;
    }

    private Stepper stepper(MemoryBook book, MemoryFiles files, MemoryBroker broker, List<String> told) {
        InputCheck check = (batch, upload) -> {
            List<Line> lines = new ArrayList<>();
            long begins = 0;
            for (String text : files.lines(upload.input())) {
                lines.add(new Line(lines.size() + 1, customId(text), begins));
                begins += text.length() + 1;
            }
            return new InputCheck.Checked.Good(lines);
        };
        EndTeller ends = batch -> told.add(batch.id() + " " + batch.status());
        return new Stepper(book, book, files, check, broker, broker, ends, new FlightLimit(2, 7), () -> now);
    }

    private static String input(Random random, int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            String what = List.of("do", "do", "do", "fail", "refuse").get(random.nextInt(5));
            text.append(
                    "{\"custom_id\":\"c%d\",\"%s\":%d}%n".formatted(i, what, i).replace("\r", ""));
        }
        return text.toString();
    }

    private static Batch batch(MemoryFiles files, String input) {
        return new Batch(
                TENANT,
                new BatchId("batch_1"),
                BatchStatus.VALIDATING,
                new Upload(files.put(TENANT, Purpose.BATCH, input), "/v1/chat/completions", null, null, null, null),
                Map.of(),
                "test",
                null,
                Counts.NONE,
                Times.created(BEGAN, BEGAN.plus(WINDOW)),
                Tokens.NONE,
                List.of(),
                0,
                false);
    }
}
