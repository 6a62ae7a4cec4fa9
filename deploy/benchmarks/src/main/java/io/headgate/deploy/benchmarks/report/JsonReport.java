package io.headgate.deploy.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Rows and machine as JSON, for programs: figures are numbers, units are beside them. */
public final class JsonReport {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** Writes a file, in place of any that is there. */
    public static void write(Path file, Machine machine, List<Row> rows) throws IOException {
        ObjectNode report = JSON.createObjectNode();
        report.putObject("machine")
                .put("cores", machine.cores())
                .put("system", machine.system())
                .put("jdk", machine.jdk())
                .put("at", machine.at().toString());
        ArrayNode all = report.putArray("rows");
        rows.forEach(row -> put(all.addObject(), row));
        JSON.writeValue(file.toFile(), report);
    }

    private static void put(ObjectNode json, Row row) {
        json.put("scenario", row.scenario())
                .put("what", row.what())
                .put("measured", row.measured().value())
                .put("unit", row.measured().unit().name());
        if (row.against() != null) {
            json.put("against", row.against().name())
                    .put("baseline", row.against().figure().value());
        }
        row.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        if (row.target() != null) {
            json.put("target", row.target().toString());
        }
        row.met().ifPresent(met -> json.put("met", met));
    }
}
