package io.headgate.schemas.codec;

import io.headgate.schemas.codec.framing.ConfluentFraming;
import io.headgate.schemas.codec.framing.Framing;
import io.headgate.schemas.codec.framing.SchemaHistory;
import io.headgate.schemas.codec.framing.SingleObjectFraming;
import io.headgate.schemas.codec.mapping.Alerts;
import io.headgate.schemas.codec.mapping.Attempts;
import io.headgate.schemas.codec.mapping.CanaryStops;
import io.headgate.schemas.codec.mapping.Cancels;
import io.headgate.schemas.codec.mapping.ClientRequests;
import io.headgate.schemas.codec.mapping.Deltas;
import io.headgate.schemas.codec.mapping.Dispatches;
import io.headgate.schemas.codec.mapping.FailedRequests;
import io.headgate.schemas.codec.mapping.Feedbacks;
import io.headgate.schemas.codec.mapping.Increments;
import io.headgate.schemas.codec.mapping.Intents;
import io.headgate.schemas.codec.mapping.Mapping;
import io.headgate.schemas.codec.mapping.ModelRefusals;
import io.headgate.schemas.codec.mapping.Notices;
import io.headgate.schemas.codec.mapping.PublishedCatalogs;
import io.headgate.schemas.codec.mapping.QuotaStates;
import io.headgate.schemas.codec.mapping.Requests;
import io.headgate.schemas.codec.mapping.Results;
import io.headgate.schemas.codec.mapping.Settings;
import io.headgate.schemas.codec.mapping.Stats;
import io.headgate.schemas.codec.registry.SchemaRegistry;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.ClientRequest;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.ModelRefusal;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.TenantSettings;
import java.util.List;
import org.apache.avro.Schema;

/** All messages in Avro, and results in JSON for those who asked in JSON. Build one per process. */
public final class AvroCodecs implements Codecs {
    private final MessageCodec<ClientRequest> clientRequest;
    private final MessageCodec<Admission> admission;
    private final MessageCodec<Dispatch> dispatch;
    private final MessageCodec<Attempt> attempt;
    private final MessageCodec<InferenceResult> result;
    private final MessageCodec<FailedRequest> failedRequest;
    private final MessageCodec<Notice> notice;
    private final MessageCodec<Increment> increment;
    private final MessageCodec<PublishedCatalog> catalog;
    private final MessageCodec<Intent> intent;
    private final MessageCodec<Delta> delta;
    private final MessageCodec<Cancel> cancel;
    private final MessageCodec<AttemptStats> attemptStats;
    private final MessageCodec<TenantSettings> tenantSettings;
    private final MessageCodec<Alert> alert;
    private final MessageCodec<Feedback> feedback;
    private final MessageCodec<QuotaState> quotaState;
    private final MessageCodec<CanaryStop> canaryStop;
    private final MessageCodec<ModelRefusal> modelRefusal;

    private AvroCodecs(Framings framings) {
        clientRequest = new AvroCodec<>(new ClientRequests(), framings);
        admission = new AvroCodec<>(new Requests(), framings);
        dispatch = new AvroCodec<>(new Dispatches(), framings);
        attempt = new AvroCodec<>(new Attempts(), framings);
        result = new ResultCodec(new AvroCodec<>(new Results(), framings));
        failedRequest = new AvroCodec<>(new FailedRequests(), framings);
        notice = new AvroCodec<>(new Notices(), framings);
        increment = new AvroCodec<>(new Increments(), framings);
        catalog = new AvroCodec<>(new PublishedCatalogs(), framings);
        intent = new AvroCodec<>(new Intents(), framings);
        delta = new AvroCodec<>(new Deltas(), framings);
        cancel = new AvroCodec<>(new Cancels(), framings);
        attemptStats = new AvroCodec<>(new Stats(), framings);
        tenantSettings = new AvroCodec<>(new Settings(), framings);
        alert = new AvroCodec<>(new Alerts(), framings);
        feedback = new AvroCodec<>(new Feedbacks(), framings);
        quotaState = new AvroCodec<>(new QuotaStates(), framings);
        canaryStop = new AvroCodec<>(new CanaryStops(), framings);
        modelRefusal = new AvroCodec<>(new ModelRefusals(), framings);
    }

    /** Without a registry: Avro's single-object encoding; values that name a registry's schema are unreadable. */
    public static AvroCodecs singleObject() {
        Framing singleObject = bundled();
        return new AvroCodecs(new Framings(singleObject, List.of(singleObject)));
    }

    /** With a registry: Confluent's wire format; single-object encoding is still read. */
    public static AvroCodecs confluent(SchemaRegistry registry) {
        Framing confluent = new ConfluentFraming(registry);
        return new AvroCodecs(new Framings(confluent, List.of(confluent, bundled())));
    }

    private static Framing bundled() {
        return new SingleObjectFraming(new SchemaHistory(schemas()));
    }

    /** The present schema of every message that is the value of a record. */
    public static List<Schema> schemas() {
        return List.<Mapping<?, ?>>of(
                        new ClientRequests(),
                        new Requests(),
                        new Dispatches(),
                        new Attempts(),
                        new Results(),
                        new FailedRequests(),
                        new Notices(),
                        new Increments(),
                        new PublishedCatalogs(),
                        new Intents(),
                        new Deltas(),
                        new Cancels(),
                        new Stats(),
                        new Settings(),
                        new Alerts(),
                        new Feedbacks(),
                        new QuotaStates(),
                        new CanaryStops(),
                        new ModelRefusals())
                .stream()
                .map(Mapping::schema)
                .toList();
    }

    @Override
    public MessageCodec<ClientRequest> clientRequest() {
        return clientRequest;
    }

    @Override
    public MessageCodec<Admission> admission() {
        return admission;
    }

    @Override
    public MessageCodec<Dispatch> dispatch() {
        return dispatch;
    }

    @Override
    public MessageCodec<Attempt> attempt() {
        return attempt;
    }

    @Override
    public MessageCodec<InferenceResult> result() {
        return result;
    }

    @Override
    public MessageCodec<FailedRequest> failedRequest() {
        return failedRequest;
    }

    @Override
    public MessageCodec<Notice> notice() {
        return notice;
    }

    @Override
    public MessageCodec<Increment> increment() {
        return increment;
    }

    @Override
    public MessageCodec<PublishedCatalog> catalog() {
        return catalog;
    }

    @Override
    public MessageCodec<Intent> intent() {
        return intent;
    }

    @Override
    public MessageCodec<Delta> delta() {
        return delta;
    }

    @Override
    public MessageCodec<Cancel> cancel() {
        return cancel;
    }

    @Override
    public MessageCodec<AttemptStats> attemptStats() {
        return attemptStats;
    }

    @Override
    public MessageCodec<TenantSettings> tenantSettings() {
        return tenantSettings;
    }

    @Override
    public MessageCodec<Alert> alert() {
        return alert;
    }

    @Override
    public MessageCodec<Feedback> feedback() {
        return feedback;
    }

    @Override
    public MessageCodec<QuotaState> quotaState() {
        return quotaState;
    }

    @Override
    public MessageCodec<CanaryStop> canaryStop() {
        return canaryStop;
    }

    @Override
    public MessageCodec<ModelRefusal> modelRefusal() {
        return modelRefusal;
    }
}
