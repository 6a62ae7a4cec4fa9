package io.headgate.api.http.admin;

import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.Replies;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads what requests about tenants have in common: a tenant in the address, and a JSON object in the body. */
@Singleton
public final class SettingsBody {
    private final StrictJson json = new StrictJson();

    HttpResponse<?> about(String tenant, Function<TenantId, HttpResponse<?>> answer) {
        TenantId id;
        try {
            id = new TenantId(tenant);
        } catch (IllegalArgumentException notATenant) {
            return Replies.error(
                    HttpStatus.NOT_FOUND,
                    ApiError.invalid(
                            "not_found",
                            "No tenant can have this name.",
                            "tenant",
                            null,
                            "1 to 128 characters of [A-Za-z0-9._-]"));
        }
        return answer.apply(id);
    }

    /** @param answer is given the object's text, which was read strictly */
    HttpResponse<?> object(
            HttpRequest<byte[]> request, String tenant, BiFunction<TenantId, String, HttpResponse<?>> answer) {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return switch (json.read(request.getBody().orElse(new byte[0]))) {
            case JsonDocument.Refused(Failure failure) -> Replies.refused(failure, "body");
            case JsonDocument.Parsed parsed
            when parsed.root() instanceof JsonValue.Obj -> about(tenant, id -> answer.apply(id, parsed.text()));
            case JsonDocument.Parsed parsed ->
                Replies.refused(
                        new Failure(
                                FailureCode.INVALID_FIELD,
                                "The body is no object.",
                                JsonValue.kindOf(parsed.root()),
                                "an object"),
                        "body");
        };
    }
}
