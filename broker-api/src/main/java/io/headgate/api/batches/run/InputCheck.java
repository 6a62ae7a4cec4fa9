package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.LineError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** Reads the input of a batch before any of it is sent. */
@FunctionalInterface
public interface InputCheck {
    /**
     * @throws FileNotFoundException when the tenant has no such file any more
     * @throws IOException the file's own
     */
    Checked check(Batch batch, Upload upload) throws IOException;

    /** What the input is. */
    sealed interface Checked {
        /** All of it can be sent. */
        record Good(List<Line> lines) implements Checked {}

        /** None of it is sent: what is wrong with it, in the order of lines, up to some number of problems. */
        record Bad(List<LineError> errors) implements Checked {}
    }
}
