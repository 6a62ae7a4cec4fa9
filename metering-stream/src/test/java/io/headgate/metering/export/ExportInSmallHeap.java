package io.headgate.metering.export;

import io.headgate.metering.Installation;
import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** Exports a view in a JVM of its own, whose heap holds a small part of it. Arguments: JDBC URL, user, password, view. */
public final class ExportInSmallHeap {
    private static final String HEAP = "-Xmx32m";

    private ExportInSmallHeap() {}

    public static void main(String[] args) throws Exception {
        try (var pool = Installation.pool(args[0], args[1], args[2]);
                Connection connection = pool.getConnection();
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8))) {
            ExportQuery.Plan plan = new ExportQuery(args[3], null, null, null).plan(FinanceViews.read(connection));
            System.out.println("rows " + CsvExport.write(connection, (ExportQuery.Ready) plan, out));
        }
    }

    /** What the process says, at its end. */
    static String run(List<String> arguments, Path log) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                HEAP,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ExportInSmallHeap.class.getName()));
        command.addAll(arguments);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        return Files.readString(log);
    }
}
