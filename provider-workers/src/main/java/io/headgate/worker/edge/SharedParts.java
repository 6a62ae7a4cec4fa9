package io.headgate.worker.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.http.ProxyRules;
import io.headgate.worker.redact.Redactor;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the loops of one process have in common.
 *
 * @param deltas where streamed replies are shown
 * @param cancelsKnown whether all cancels that were there at the start are known; before that nothing is taken
 * @param proxies of the environment
 * @param redactor keeps from prompts what must not leave
 * @param onAttempt hears of every attempt that has ended, before it is committed
 * @param onAlert is told what somebody should look at; must not block for long
 * @param onNews hears that there is something to report; as often as anything happens
 */
public record SharedParts(
        WorkerConfig config,
        KafkaConnection kafka,
        Codecs codecs,
        CurrentCatalogue catalogue,
        Secrets secrets,
        ProxyRules proxies,
        Redactor redactor,
        IntentWriter intents,
        DeltaSinks deltas,
        CancelledRequests cancels,
        BooleanSupplier cancelsKnown,
        Consumer<Attempt> onAttempt,
        Consumer<Alert> onAlert,
        Runnable onNews,
        HeldBytes heldBytes,
        Clock clock,
        Milestone.Listener milestones) {}
