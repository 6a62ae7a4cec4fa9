package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.BatchCheck;
import io.headgate.api.batches.input.BatchInput;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.batches.input.RawLines;
import io.headgate.api.files.FileStore;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the file twice: to see whether all of it can be sent, and then for where each line is. */
public final class FileCheck implements InputCheck {
    private final FileStore files;
    private final BatchInput input;
    private final JsonReader json;

    public FileCheck(FileStore files, BatchInput input, JsonReader json) {
        this.files = files;
        this.input = input;
        this.json = json;
    }

    @Override
    public Checked check(Batch batch, Upload upload) throws IOException {
        try (InputStream content = files.open(batch.tenant(), upload.input())) {
            if (input.check(batch.tenant(), upload.endpoint(), content) instanceof BatchCheck.Invalid invalid) {
                return new Checked.Bad(invalid.errors());
            }
        }
        try (InputStream content = files.open(batch.tenant(), upload.input())) {
            return new Checked.Good(lines(content));
        }
    }

    private List<Line> lines(InputStream content) throws IOException {
        RawLines raw = new RawLines(content, Integer.MAX_VALUE - 8);
        List<Line> lines = new ArrayList<>();
        long begins = raw.position();
        for (RawLine next = raw.next(); next != null; next = raw.next()) {
            lines.add(new Line(next.number(), customId(next), begins));
            begins = raw.position();
        }
        return lines;
    }

    private String customId(RawLine line) {
        if (line instanceof RawLine.Text text
                && json.read(text.utf8()) instanceof JsonDocument.Parsed document
                && document.root() instanceof Obj root
                && root.get("custom_id") instanceof Text(String id)) {
            return id;
        }
        throw new IllegalStateException("line %d was found valid, and has no name".formatted(line.number()));
    }
}
