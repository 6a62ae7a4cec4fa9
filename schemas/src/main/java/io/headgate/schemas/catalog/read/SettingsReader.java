package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.Report;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.TenantSettings;
import io.headgate.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the settings of one tenant: a text shaped as {@code tenants.<tenant>} of {@code catalog.yml}. Read as strictly as
 * that is, and the names it refers to are those of the catalogue in force. Thread-safe.
 */
public final class SettingsReader {
    private final TopicNames topics;

    /** @param topics the names of the installation: its own topics are nobody's reply topics */
    public SettingsReader(TopicNames topics) {
        this.topics = topics;
    }

    /**
     * The settings, or every problem of the text.
     *
     * @param by a person or a machine, for the history
     * @param at when they were made
     */
    public ReadSettings read(String yaml, TenantId tenant, Catalogue inForce, String by, Instant at) {
        Report report = new Report();
        Optional<TenantSettings> read = CatalogDocument.compose(yaml, report)
                .map(root -> Place.root(root, report))
                .flatMap(place -> read(place, tenant, inForce).map(draft -> draft.settings(tenant, by, at)));
        return read.isPresent() && report.seen() == 0
                ? new ReadSettings.Valid(read.get())
                : new ReadSettings.Invalid(report.problems());
    }

    private Optional<TenantDraft> read(Place root, TenantId tenant, Catalogue inForce) {
        Optional<TenantDraft> draft = new TenantSection(
                        new Names(Index.of(inForce)), ReplyTopicRule.outside(topics, tenant))
                .shape()
                .read(root);
        draft.ifPresent(read -> {
            boolean named =
                    inForce.tenants().containsKey(tenant) || inForce.defaults().tier() != null;
            if (read.tier().isEmpty() && !named) {
                read.tierPlace()
                        .problem("required, and not there: the catalogue has neither tenant '%s' nor a defaults.tier"
                                .formatted(tenant));
            }
        });
        return draft;
    }
}
