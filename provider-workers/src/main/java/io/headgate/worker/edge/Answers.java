package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.OnLength;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.contract.Finding;
import io.headgate.schemas.contract.ResponseContract;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RequestKind;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.wire.BodyKind;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.settle.Flaw;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds whole replies against what their route asks of answers, as the newest catalogue has it. A schema is compiled once
 * for each catalogue, when it is first asked for. Thread-safe.
 */
final class Answers {
    private final CurrentCatalogue catalogue;
    private volatile Compiled compiled = new Compiled(null, Map.of());

    Answers(CurrentCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param contracts by the text of their schema */
    private record Compiled(@Nullable Catalogue of, Map<String, ResponseContract> contracts) {}

    /** What is wrong with a reply; empty when nothing is, nothing is asked of it, or there is none; vectors say nothing. */
    Optional<Flaw> judge(Dispatch dispatch, GuardedOutcome outcome) {
        Catalogue newest = catalogue.newest();
        Route route =
                newest == null ? null : newest.routes().get(dispatch.request().alias());
        if (newest == null
                || route == null
                || BodyKind.of(dispatch.request().body()) != RequestKind.CHAT
                || !(outcome instanceof GuardedOutcome.Called(CallOutcome.Completed completed, var _))) {
            return Optional.empty();
        }
        return length(dispatch, route, newest, completed.response())
                .or(() -> contract(route.responseSchema(), newest, completed.response(), dispatch));
    }

    /**
     * The same outcome. Of an answer that was cut before it said anything it says, as the route has it, whether another
     * attempt may say more: nobody is given it as it is.
     */
    GuardedOutcome withRoom(Dispatch dispatch, GuardedOutcome outcome) {
        Catalogue newest = catalogue.newest();
        return newest != null
                        && outcome instanceof GuardedOutcome.Called(CallOutcome.Refused cut, var permit)
                        && cut.failure().code() == FailureCode.OUTPUT_TRUNCATED
                        && isRetriedWithMore(dispatch, newest)
                ? new GuardedOutcome.Called(
                        new CallOutcome.Refused(cut.failure(), true, cut.usage(), cut.reply()), permit)
                : outcome;
    }

    private static boolean isRetriedWithMore(Dispatch dispatch, Catalogue newest) {
        Route route = newest.routes().get(dispatch.request().alias());
        return route != null && route.onLength() == OnLength.RETRY && isThereMore(dispatch, newest);
    }

    private static boolean isThereMore(Dispatch dispatch, Catalogue newest) {
        Model model = newest.models().get(dispatch.target().model());
        return model != null
                && OutputRoom.isThereMore(
                        dispatch.request().body(), dispatch.reservation().outputTokens(), model);
    }

    private static Optional<Flaw> length(Dispatch dispatch, Route route, Catalogue newest, String response) {
        if (route.onLength() == OnLength.ACCEPT || !OutputRoom.isUsedUp(response)) {
            return Optional.empty();
        }
        long cap = dispatch.reservation().outputTokens();
        if (route.onLength() == OnLength.FAIL) {
            return Optional.of(Flaw.ofLength(cap, Flaw.Remedy.FAIL));
        }
        boolean more = isThereMore(dispatch, newest);
        return Optional.of(Flaw.ofLength(cap, more ? Flaw.Remedy.RETRY_OR_DELIVER : Flaw.Remedy.DELIVER));
    }

    private Optional<Flaw> contract(
            @Nullable ResponseSchema schema, Catalogue newest, String response, Dispatch dispatch) {
        if (schema == null) {
            return Optional.empty();
        }
        String body = dispatch.request().body();
        return switch (compiled(newest, schema).judge(response, () -> offersTools(body))) {
            case Finding.Kept _ -> Optional.empty();
            case Finding.Broken(String seen) -> Optional.of(Flaw.ofContract(schema, seen));
        };
    }

    private static boolean offersTools(String body) {
        return WireJson.object(body)
                .filter(request -> !request.path("tools").isEmpty()
                        || !request.path("functions").isEmpty())
                .isPresent();
    }

    private ResponseContract compiled(Catalogue newest, ResponseSchema schema) {
        Compiled known = compiled;
        if (known.of() != newest) {
            known = new Compiled(newest, new ConcurrentHashMap<>());
            compiled = known;
        }
        return known.contracts().computeIfAbsent(schema.schema(), ResponseContract::of);
    }
}
