package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.batches.input.RawLines;
import io.headgate.api.batches.run.LineSender.Sent;
import io.headgate.api.files.FileStore;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends lines in order. Only what is known to be in Kafka up to the first line that is not, is written down; what came
 * behind that one is sent again later and is absorbed there as the same request.
 */
final class Feeding {
    /** What may be too long today was not when the batch began; intake says so of the line. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final FileStore files;
    private final LineSender sender;

    Feeding(FileStore files, LineSender sender) {
        this.files = files;
        this.sender = sender;
    }

    /**
     * How far it came.
     *
     * @param upTo the last line of those that need not be sent again; 0 when there is none
     * @param refused those among them that are no requests
     * @param held whether Kafka did not take all of them
     */
    record Fed(int upTo, List<Refused> refused, boolean held) {}

    /** Sends some lines of a batch, at least one. */
    Fed send(Batch batch, Upload upload, List<Line> lines) throws IOException {
        List<CompletableFuture<Sent>> sent = new ArrayList<>(lines.size());
        Line first = lines.getFirst();
        try (InputStream input = files.open(batch.tenant(), upload.input(), first.begins())) {
            RawLines raw = new RawLines(input, LONGEST, first.begins(), first.begins() == 0 ? 0 : first.number() - 1);
            while (sent.size() < lines.size()) {
                RawLine text = raw.next();
                if (text == null) {
                    throw new EOFException("%s ends before line %d"
                            .formatted(upload.input(), lines.get(sent.size()).number()));
                }
                CompletableFuture<Sent> one = sender.send(batch, upload, numbered(text, lines.get(sent.size())))
                        .toCompletableFuture();
                sent.add(one);
                // Where Kafka is away each send would block for its time.
                if (one.isDone() && one.join() instanceof Sent.NotNow) {
                    break;
                }
            }
        } catch (FileNotFoundException gone) {
            // The client deleted its own file, or it has expired: what was not sent cannot be.
            while (sent.size() < lines.size()) {
                sent.add(CompletableFuture.completedFuture(new Sent.Refused(Failure.of(
                        FailureCode.INVALID_FIELD,
                        "The input file was deleted, or has expired, before this line was sent."))));
            }
        }
        return settled(lines, sent);
    }

    /** Where reading began behind blank lines, they were not counted. */
    private static RawLine numbered(RawLine text, Line line) {
        return switch (text) {
            case RawLine.Text read -> new RawLine.Text(line.number(), read.utf8());
            case RawLine.TooLong tooLong -> new RawLine.TooLong(line.number(), tooLong.bytes());
        };
    }

    private static Fed settled(List<Line> lines, List<CompletableFuture<Sent>> sent) {
        int upTo = 0;
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            int number = lines.get(i).number();
            switch (sent.get(i).join()) {
                case Sent.Taken() -> {}
                case Sent.Refused(Failure failure) -> refused.add(new Refused(number, failure));
                case Sent.NotNow() -> {
                    return new Fed(upTo, refused, true);
                }
            }
            upTo = number;
        }
        return new Fed(upTo, refused, false);
    }
}
