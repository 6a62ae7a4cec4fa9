package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import io.headgate.deploy.acceptance.checker.read.Scan.KeyedBy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns the records of one topic into facts. Belongs to one thread; what it fills is shared. */
final class TopicPass implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Values values;
    private final Claims claims;
    private final ResultFacts results;
    private final RequestFacts requests;
    private final AttemptFacts attempts;
    private final BookFacts books;
    private final Names names;
    private final Draft draft;
    private final Scan scan;
    private final Prompts prompts;
    private final String name;
    private final String topicId;

    /**
     * What the passes of one reading share.
     *
     * @param sharedTopic the topic that all tenants may publish to
     */
    record Shared(
            Schemas schemas,
            Names names,
            AttemptFacts attempts,
            Draft draft,
            Scan scan,
            Prompts prompts,
            String sharedTopic) {}

    /**
     * @param name of the topic, without the installation's prefix
     * @param topicId as Kafka names it
     */
    TopicPass(Shared shared, String name, String topicId) {
        this.values = new Values(shared.schemas);
        this.claims = new Claims(values, shared.names, shared.sharedTopic);
        this.results = new ResultFacts(values, shared.names);
        this.requests = new RequestFacts(shared.names);
        this.attempts = shared.attempts;
        this.books = new BookFacts(shared.names);
        this.names = shared.names;
        this.draft = shared.draft;
        this.scan = shared.scan;
        this.prompts = shared.prompts;
        this.name = name;
        this.topicId = topicId;
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        switch (name) {
            case "admissions" -> read(record, fields -> admitted(record, fields));
            case "attempts" -> read(record, fields -> metered(record, fields));
            case "intents" ->
                read(record, fields -> {
                    draft.intents.add(attempts.intended(fields));
                    own(record, KeyedBy.TENANT, requests.key(fields));
                });
            case "orphans" ->
                read(record, fields -> {
                    draft.orphans.add(attempts.intended(fields));
                    own(record, KeyedBy.TENANT, requests.key(fields));
                });
            case "results" -> ended(record);
            case "failures" -> read(record, fields -> failed(record, fields));
            case "notices" ->
                read(record, fields -> {
                    draft.notices.add(requests.noticed(fields));
                    own(record, KeyedBy.REQUEST, requests.key(fields));
                });
            case "quotas" -> read(record, fields -> draft.quotas.add(books.quota(record.offset(), fields)));
            case "increments" -> read(record, fields -> incremented(record, fields));
            case "cancels" -> cancelled(record);
            case "tenants" -> settings(record);
            case "deadletters" -> buried(record);
            default -> family(record);
        }
    }

    private void family(ConsumerRecord<byte[], byte[]> record) {
        if (name.equals("requests") || name.startsWith("requests.")) {
            Published published = claims.of(record, topicId);
            draft.published.add(published);
            scan.any(
                    record,
                    published.tenants().isEmpty() ? null : published.tenants().getFirst());
        } else if (name.startsWith("dispatch.")) {
            read(record, fields -> dispatched(record, fields));
        } else if (name.startsWith("results.")) {
            relayed(record);
        } else {
            scan.any(record, Headers.text(record, Headers.TENANT));
        }
    }

    private void admitted(ConsumerRecord<byte[], byte[]> record, Fields fields) {
        Admitted admitted = requests.admitted(place(record), record.timestamp(), fields);
        draft.admissions.add(admitted);
        own(record, KeyedBy.TENANT, admitted.key());
        String body = fields.neededRecord("request").text("body");
        if (body != null) {
            prompts.add(body, admitted.key());
        }
    }

    private void dispatched(ConsumerRecord<byte[], byte[]> record, Fields fields) {
        Dispatched dispatched = attempts.dispatched(place(record), fields);
        draft.dispatches.add(dispatched);
        own(record, KeyedBy.REQUEST, new Key(dispatched.attempt().tenant(), dispatched.request()));
    }

    private void metered(ConsumerRecord<byte[], byte[]> record, Fields fields) {
        Metered metered = attempts.metered(place(record), fields);
        draft.attempts.add(metered);
        own(record, KeyedBy.TENANT, new Key(metered.attempt().tenant(), metered.request()));
    }

    private void ended(ConsumerRecord<byte[], byte[]> record) {
        results.ended(place(record), record.value())
                .ifPresentOrElse(
                        ended -> {
                            draft.results.add(ended);
                            own(record, KeyedBy.REQUEST, ended.key());
                        },
                        () -> unreadable(record));
    }

    /** A topic that is a tenant's own has results of that tenant alone. */
    private void relayed(ConsumerRecord<byte[], byte[]> record) {
        String owner = name.substring("results.".length());
        Optional<Ended> ended = results.ended(place(record), record.value());
        ended.ifPresent(result -> {
            if (!result.key().tenant().equals(owner)) {
                scan.misdelivered(place(record), owner, result.key().tenant());
            }
        });
        scan.any(record, owner);
    }

    private void failed(ConsumerRecord<byte[], byte[]> record, Fields fields) {
        Fields request = fields.neededRecord("request");
        Fields failure = fields.neededRecord("result").record("failure");
        own(record, KeyedBy.REQUEST, requests.key(request));
        String body = request.text("body");
        if (failure != null && body != null) {
            String told = failure.textOrEmpty("message") + "\n" + failure.textOrEmpty("seen");
            Prompts.telling(body)
                    .filter(told::contains)
                    .ifPresent(_ ->
                            scan.quoted(place(record), requests.key(request).toString()));
        }
    }

    /** Corrections are of no attempt of the log. */
    private void incremented(ConsumerRecord<byte[], byte[]> record, Fields fields) {
        if (!fields.flag("correction")) {
            draft.increments.merge(books.line(fields), BookFacts.sum(fields), Sum::plus);
        }
        scan.any(record, fields.text("tenant"));
    }

    /** Clients write it: what cannot be read asks for nothing. */
    private void cancelled(ConsumerRecord<byte[], byte[]> record) {
        values.read(record.value())
                .filter(fields -> fields.name().equals("Cancel"))
                .ifPresent(fields -> draft.cancels.add(requests.cancelled(record.timestamp(), fields)));
        scan.any(record, Headers.text(record, Headers.TENANT));
    }

    private void settings(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            draft.settingsChanged.add(new String(record.key(), StandardCharsets.UTF_8));
        }
    }

    /** Its value is as it came, so that what was planted may be in it: it is the tenant's that nobody knows. */
    private void buried(ConsumerRecord<byte[], byte[]> record) {
        String source = Headers.text(record, Headers.SOURCE);
        place(source).ifPresent(draft.buried::add);
    }

    private void own(ConsumerRecord<byte[], byte[]> record, KeyedBy keyedBy, Key key) {
        scan.own(record, keyedBy, key.tenant(), key.id());
    }

    private void read(ConsumerRecord<byte[], byte[]> record, Consumer<Fields> then) {
        Optional<Fields> fields = values.read(record.value());
        if (fields.isEmpty()) {
            unreadable(record);
            return;
        }
        try {
            then.accept(fields.get());
        } catch (IllegalArgumentException anotherMessage) {
            unreadable(record);
        }
    }

    private void unreadable(ConsumerRecord<byte[], byte[]> record) {
        String tenant = Headers.text(record, Headers.TENANT);
        String id = Headers.text(record, Headers.ID);
        draft.unreadable(place(record), tenant == null || id == null ? null : names.key(tenant, id));
    }

    private Place place(ConsumerRecord<?, ?> record) {
        return new Place(names.of(record.topic()), record.partition(), record.offset());
    }

    /** Of {@code topic-partition@offset}; empty when it is not of that form. */
    private static Optional<Place> place(@Nullable String source) {
        if (source == null) {
            return Optional.empty();
        }
        int at = source.lastIndexOf('@');
        int dash = source.lastIndexOf('-', at);
        if (at < 0 || dash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place(
                    source.substring(0, dash),
                    Integer.parseInt(source.substring(dash + 1, at)),
                    Long.parseLong(source.substring(at + 1))));
        } catch (NumberFormatException another) {
            return Optional.empty();
        }
    }
}
