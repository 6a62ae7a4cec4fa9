package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Report;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code catalog.yml} strictly and as a whole: it is valid, or all that is wrong with it is told at once. No
 * text, however broken, makes it throw. Thread-safe. Time only ever changes warnings: what was valid stays so.
 */
public final class CatalogReader {
    private final InstantSource clock;
    private final ReplyTopicRule replyTopics;

    /**
     * Reads what is in force somewhere: whose topics are whose is not looked at.
     *
     * @param clock tells which day it is, for the warnings about prices and deprecation
     */
    public CatalogReader(InstantSource clock) {
        this.clock = clock;
        this.replyTopics = ReplyTopicRule.NONE;
    }

    /**
     * Reads what is to be put in force.
     *
     * @param own the names of the installation: its own topics are nobody's reply topics
     */
    public CatalogReader(InstantSource clock, TopicNames own) {
        this.clock = clock;
        this.replyTopics = ReplyTopicRule.outside(own);
    }

    /** The catalogue under the given revision, or every problem of the text. */
    public ReadCatalog read(String yaml, CatalogRevision revision) {
        Report report = new Report();
        Optional<Catalogue> read = CatalogDocument.compose(yaml, report).flatMap(root -> read(root, revision, report));
        return read.isPresent() && report.seen() == 0
                ? new ReadCatalog.Valid(read.get(), report.warnings())
                : new ReadCatalog.Invalid(report.problems());
    }

    private Optional<Catalogue> read(Node root, CatalogRevision revision, Report report) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new CatalogSection(Index.of(root), today, revision, replyTopics)
                .shape()
                .read(Place.root(root, report));
    }
}
