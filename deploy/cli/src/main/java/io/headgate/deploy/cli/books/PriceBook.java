package io.headgate.deploy.cli.books;

import static java.util.stream.Collectors.joining;

import io.headgate.deploy.cli.ConnectOptions;
import io.headgate.deploy.cli.input.TextFile;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.feed.CatalogFeed;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The catalogue whose prices are taken. */
final class PriceBook {
    private static final Duration WITHIN = Duration.ofSeconds(15);

    private PriceBook() {}

    /** Of a file, or the one in force. */
    static Catalogue of(@Nullable Path file, ConnectOptions connect) throws IOException, InterruptedException {
        if (file != null) {
            return switch (new CatalogReader(Clock.systemUTC())
                    .read(TextFile.read(file, "a catalogue"), CatalogRevision.NONE)) {
                case ReadCatalog.Valid valid -> valid.catalogue();
                case ReadCatalog.Invalid invalid ->
                    throw new OptionError("--book: not valid: "
                            + invalid.problems().stream().map(Problem::toString).collect(joining("; ")));
            };
        }
        return inForce(connect);
    }

    static Catalogue inForce(ConnectOptions connect) throws InterruptedException {
        try (CatalogFeed catalogs =
                CatalogFeed.start(connect.kafka(), connect.codecs().catalog(), Clock.systemUTC())) {
            if (!catalogs.awaitFirst(WITHIN)) {
                throw new OptionError("No catalogue has been published. To apply one: headgate apply -f catalog.yml");
            }
            return catalogs.current();
        }
    }
}
