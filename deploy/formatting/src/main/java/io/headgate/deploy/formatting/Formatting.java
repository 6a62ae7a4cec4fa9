package io.headgate.deploy.formatting;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks or applies the format of every Java source below a folder: {@code Formatting check|apply FOLDER}. */
public final class Formatting {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    private Formatting() {}

    /** Exits with 0 when every file has the format (or was given it), with 1 when {@code check} found others. */
    public static void main(String[] args) throws IOException, FormatterException {
        boolean apply = args[0].equals("apply");
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources(Path.of(args[1]))) {
            String seen = Files.readString(source);
            String wanted = format(seen);
            if (!wanted.equals(seen)) {
                unformatted.add(source);
                if (apply) {
                    Files.writeString(source, wanted);
                }
            }
        }
        unformatted.forEach(source -> System.out.println((apply ? "formatted " : "not formatted: ") + source));
        if (!apply && !unformatted.isEmpty()) {
            System.out.println("To format them: mvn -q -pl deploy/formatting package -Dformat=apply");
            System.exit(1);
        }
    }

    private static String format(String source) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
        return FORMATTER.formatSource(ordered);
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
