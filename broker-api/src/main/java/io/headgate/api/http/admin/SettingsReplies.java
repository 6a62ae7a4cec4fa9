package io.headgate.api.http.admin;

import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.catalog.read.ReadSettings;
import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.message.TenantSettings;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of settings, as replies. */
final class SettingsReplies {
    private SettingsReplies() {}

    static HttpResponse<?> of(ReadSettings read) {
        return switch (read) {
            case ReadSettings.Valid(TenantSettings settings) ->
                HttpResponse.ok(TenantReply.of(settings.tenant(), Optional.of(settings)));
            case ReadSettings.Invalid(List<Problem> problems) ->
                Replies.error(
                        HttpStatus.BAD_REQUEST,
                        ApiError.invalid(
                                "invalid_settings",
                                problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
                                "body",
                                problems.size() + (problems.size() == 1 ? " problem" : " problems"),
                                "what tenants.<tenant> of the catalogue may say"));
        };
    }

    static HttpResponse<?> unknown() {
        return Replies.error(
                HttpStatus.NOT_FOUND,
                ApiError.invalid("not_found", "There is no such tenant, or it has no settings.", "tenant", null, null));
    }
}
