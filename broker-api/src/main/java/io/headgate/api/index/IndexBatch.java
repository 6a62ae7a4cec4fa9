package io.headgate.api.index;

import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one transaction of the index writes. Per request the first admission and the first result stand, and of notices
 * the last: one row is then touched once by each statement, as Postgres demands of it. One thread at a time.
 */
final class IndexBatch {
    private final Map<RequestKey, Admission> admissions = new LinkedHashMap<>();
    private final Map<RequestKey, Notice> notices = new LinkedHashMap<>();
    private final Map<RequestKey, InferenceResult> results = new LinkedHashMap<>();
    private final Map<CatalogRevision, PublishedCatalog> catalogs = new LinkedHashMap<>();
    private final Map<RequestKey, IndexedFailure> failures = new LinkedHashMap<>();

    void add(Admission admission) {
        admissions.putIfAbsent(admission.key(), admission);
    }

    /** Keeps a notice of waiting; the other kinds say nothing of a request's state. */
    void add(Notice notice) {
        switch (notice.kind()) {
            case WAITING -> notices.put(notice.key(), notice);
            case DUPLICATE_ABSORBED, IDEMPOTENCY_CONFLICT, OTHER -> {}
        }
    }

    void add(InferenceResult result) {
        results.putIfAbsent(result.key(), result);
    }

    void add(PublishedCatalog catalog) {
        catalogs.putIfAbsent(catalog.revision(), catalog);
    }

    /** Keeps the last of a request: an id that is used again has its later failure. */
    void add(IndexedFailure failure) {
        failures.put(failure.key(), failure);
    }

    Collection<Admission> admissions() {
        return admissions.values();
    }

    Collection<Notice> notices() {
        return notices.values();
    }

    Collection<InferenceResult> results() {
        return results.values();
    }

    Collection<PublishedCatalog> catalogs() {
        return catalogs.values();
    }

    Collection<IndexedFailure> failures() {
        return failures.values();
    }

    boolean isEmpty() {
        return admissions.isEmpty()
                && notices.isEmpty()
                && results.isEmpty()
                && catalogs.isEmpty()
                && failures.isEmpty();
    }

    /** Each row of this batch as a batch of its own. */
    List<IndexBatch> singles() {
        List<IndexBatch> singles = new ArrayList<>();
        admissions().forEach(row -> singles.add(single(batch -> batch.add(row))));
        notices().forEach(row -> singles.add(single(batch -> batch.add(row))));
        results().forEach(row -> singles.add(single(batch -> batch.add(row))));
        catalogs().forEach(row -> singles.add(single(batch -> batch.add(row))));
        failures().forEach(row -> singles.add(single(batch -> batch.add(row))));
        return singles;
    }

    private static IndexBatch single(Consumer<IndexBatch> add) {
        IndexBatch batch = new IndexBatch();
        add.accept(batch);
        return batch;
    }

    /** What a log calls it: the requests and revisions in it. */
    String name() {
        return Stream.of(admissions, notices, results, catalogs, failures)
                .flatMap(rows -> rows.keySet().stream())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
