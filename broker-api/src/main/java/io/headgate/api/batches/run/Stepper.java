package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.StopCause;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.LineError;
import io.headgate.api.batches.run.InputCheck.Checked;
import io.headgate.api.files.FileStore;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Does the next step of a batch. Whatever it is cut off in, another does the step again, and no line is lost or doubled. */
public final class Stepper {
    /** For which a batch is nobody else's; longer steps renew it. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final int COLLECT = 1_000;
    private static final int SLICE = 500;
    private static final int STOP_AT_ONCE = 5_000;
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LineBook book;
    private final InputCheck check;
    private final Feeding feeding;
    private final Finishing finishing;
    private final CancelAsker cancels;
    private final EndTeller ends;
    private final FlightLimit flight;
    private final InstantSource clock;

    public Stepper(
            Claims claims,
            LineBook book,
            FileStore files,
            InputCheck check,
            LineSender sender,
            CancelAsker cancels,
            EndTeller ends,
            FlightLimit flight,
            InstantSource clock) {
        this.book = book;
        this.check = check;
        this.feeding = new Feeding(files, sender);
        this.finishing = new Finishing(claims, book, files, clock, LEASE);
        this.cancels = cancels;
        this.ends = ends;
        this.flight = flight;
        this.clock = clock;
    }

    /** Does it; how long to wait before the one after it. */
    public Duration step(Claim claim) {
        Upload upload = claim.batch().upload();
        return upload == null ? ofPublished(claim) : ofUploaded(claim, upload);
    }

    private Duration ofPublished(Claim claim) {
        Batch batch = claim.batch();
        if (Lifecycle.next(batch, clock.instant()) instanceof Step.Announce) {
            return announce(claim);
        }
        if (book.count(claim, clock.instant())) {
            return IDLE;
        }
        // What has not moved is looked at less often the older it is.
        Duration age = Duration.between(batch.times().createdAt(), clock.instant());
        Duration pause = age.dividedBy(20);
        return pause.compareTo(IDLE) < 0 ? IDLE : pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    private Duration ofUploaded(Claim claim, Upload upload) {
        return switch (Lifecycle.next(claim.batch(), clock.instant())) {
            case Step.Check() -> check(claim, upload);
            case Step.Feed() -> feed(claim, upload);
            case Step.Await() -> book.collect(claim, COLLECT) > 0 ? SOON : IDLE;
            case Step.Stop(StopCause cause) -> stop(claim, cause);
            case Step.AskCancels(StopCause cause) -> askCancels(claim, cause);
            case Step.Abandon(StopCause cause) -> {
                // What ended at the last moment keeps its end.
                if (book.collect(claim, COLLECT) == 0) {
                    book.abandon(claim, cause);
                }
                yield SOON;
            }
            case Step.Finish(var as) -> {
                finishing.finish(claim, upload, as);
                yield SOON;
            }
            case Step.Announce() -> announce(claim);
            case Step.Count() ->
                throw new IllegalStateException(
                        "batch %s is uploaded".formatted(claim.batch().id()));
        };
    }

    private Duration check(Claim claim, Upload upload) {
        Batch batch = claim.batch();
        try {
            switch (check.check(batch, upload)) {
                case Checked.Good(List<Line> lines) -> book.begin(claim, lines, clock.instant());
                case Checked.Bad(List<LineError> errors) -> book.refuse(claim, errors, clock.instant());
            }
        } catch (FileNotFoundException gone) {
            LineError error = new LineError(
                    "file_not_found", "The input file was deleted or has expired.", "input_file_id", null);
            book.refuse(claim, List.of(error), clock.instant());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return SOON;
    }

    private Duration feed(Claim claim, Upload upload) {
        Batch batch = claim.batch();
        int collected = book.collect(claim, COLLECT);
        int inFlight = batch.counts().inFlight() - collected;
        int limit = flight.next(batch.flightLimit(), inFlight, book.waitingAtRouter(claim));
        int room = Math.min(SLICE, flight.room(limit, inFlight, book.peers(claim)));
        List<Line> lines = room == 0 ? List.of() : book.unsent(claim, room);
        if (lines.isEmpty()) {
            if (limit != batch.flightLimit()) {
                book.sent(claim, 0, List.of(), limit);
            }
            return collected > 0 ? SOON : IDLE;
        }
        try {
            Feeding.Fed fed = feeding.send(batch, upload, lines);
            book.sent(claim, fed.upTo(), fed.refused(), limit);
            return fed.held() ? AWAY : SOON;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A step that was cut off may have sent the next lines without a word of it: they too are asked to end. */
    private Duration stop(Claim claim, StopCause cause) {
        List<Integer> next =
                book.unsent(claim, SLICE).stream().map(Line::number).toList();
        if (!ask(claim, cause, next)) {
            return AWAY;
        }
        book.stop(claim, cause, STOP_AT_ONCE);
        return SOON;
    }

    private Duration askCancels(Claim claim, StopCause cause) {
        if (!ask(claim, cause, book.inFlight(claim))) {
            return AWAY;
        }
        book.cancelsAsked(claim, cause);
        return SOON;
    }

    private boolean ask(Claim claim, StopCause cause, List<Integer> lines) {
        Batch batch = claim.batch();
        Instant now = clock.instant();
        return cancels.ask(lines.stream()
                .map(line -> new Cancel(
                        new RequestKey(batch.tenant(), Line.request(batch.id(), line)),
                        batch.id().value(),
                        cause.code(),
                        now))
                .toList());
    }

    private Duration announce(Claim claim) {
        if (!ends.tell(claim.batch())) {
            return AWAY;
        }
        book.announced(claim, clock.instant());
        return SOON;
    }
}
