package io.headgate.schemas.codec;

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

/** The codec of every message, all under one framing. Thread-safe. */
public interface Codecs {
    /** What clients publish in Avro; what they publish as JSON is intake's to read. */
    MessageCodec<ClientRequest> clientRequest();

    MessageCodec<Admission> admission();

    MessageCodec<Dispatch> dispatch();

    MessageCodec<Attempt> attempt();

    /** Encodes in the format the request came in, Avro or JSON; decodes both. */
    MessageCodec<InferenceResult> result();

    MessageCodec<FailedRequest> failedRequest();

    MessageCodec<Notice> notice();

    MessageCodec<Increment> increment();

    MessageCodec<PublishedCatalog> catalog();

    MessageCodec<Intent> intent();

    MessageCodec<Delta> delta();

    MessageCodec<Cancel> cancel();

    MessageCodec<AttemptStats> attemptStats();

    MessageCodec<TenantSettings> tenantSettings();

    MessageCodec<Alert> alert();

    MessageCodec<Feedback> feedback();

    MessageCodec<QuotaState> quotaState();

    MessageCodec<CanaryStop> canaryStop();

    MessageCodec<ModelRefusal> modelRefusal();
}
