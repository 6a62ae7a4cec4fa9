package io.headgate.api.http.admin;

import io.headgate.api.access.ApiKey;
import io.headgate.api.access.Caller;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyId;
import io.headgate.api.access.KeyView;
import io.headgate.api.access.KeyWish;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.access.StoredKey;
import io.headgate.api.access.WishReader;
import io.headgate.api.access.WishReader.Rotation;
import io.headgate.api.access.WishReader.Wish;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.ListReply;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code /v1/admin/keys}; not there where the door is open, and no keys are asked for. */
@Controller("/v1/admin/keys")
@Requires(beans = KeyDesk.class)
@ExecuteOn(TaskExecutors.VIRTUAL)
public class KeysController {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{12}");
    private static final String ID_ALLOWED = "the id of a key: 12 letters and digits";

    private final KeyDesk desk;
    private final WishReader wishes;

    public KeysController(KeyDesk desk, WishReader wishes) {
        this.desk = desk;
        this.wishes = wishes;
    }

    /** Make a key. The reply has the whole key, which nobody can be told again. */
    @Post
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    public HttpResponse<?> create(HttpRequest<byte[]> request, Caller caller) {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return switch (wishes.key(body(request), caller.tenant())) {
            case Wish.Unreadable<KeyWish>(Failure failure, String field) -> Replies.refused(failure, field);
            case Wish.Readable<KeyWish>(KeyWish wish) -> reply(desk.create(wish, Actors.of(caller)));
        };
    }

    /** List keys: those of the tenant that the request names, or all. */
    @Get
    @Needs(Scope.ADMIN)
    public HttpResponse<?> list(HttpRequest<?> request, Caller caller) {
        return switch (PageQuery.of(request, ID, ID_ALLOWED)) {
            case PageQuery.Unreadable(Failure failure, String param) -> Replies.refused(failure, param);
            case PageQuery.Readable(int limit, Optional<String> after) ->
                HttpResponse.ok(ListReply.page(
                        desk.list(caller.tenant(), after.map(KeyId::new), limit + 1), limit, KeyView::id));
        };
    }

    /** See a key: who made it, for whom, what it may do and when it was last used. */
    @Get("/{id}")
    @Needs(Scope.ADMIN)
    public HttpResponse<?> find(@PathVariable String id, Caller caller) {
        return known(id, key -> desk.find(key).map(HttpResponse::ok));
    }

    /** Make a key in place of another, which stays good until {@code old_expires_at}, or ends at once. */
    @Post("/{id}/rotate")
    @Needs(Scope.ADMIN)
    @Consumes(MediaType.ALL)
    public HttpResponse<?> rotate(HttpRequest<byte[]> request, @PathVariable String id, Caller caller) {
        return switch (wishes.rotation(body(request))) {
            case Wish.Unreadable<Rotation>(Failure failure, String field) -> Replies.refused(failure, field);
            case Wish.Readable<Rotation>(Rotation wish) ->
                known(
                        id,
                        key -> Optional.of(
                                reply(desk.rotate(key, wish.oldExpiresAt(), wish.expiresAt(), Actors.of(caller)))));
        };
    }

    /** Revoke a key: every process refuses it within five seconds. */
    @Delete("/{id}")
    @Needs(Scope.ADMIN)
    public HttpResponse<?> revoke(@PathVariable String id, Caller caller) {
        return known(id, key -> desk.revoke(key, Actors.of(caller)).map(HttpResponse::ok));
    }

    private static byte[] body(HttpRequest<byte[]> request) {
        return request.getBody().orElse(new byte[0]);
    }

    /** What is no id of a key is the id of none. */
    private static HttpResponse<?> known(String id, Function<KeyId, Optional<? extends HttpResponse<?>>> answer) {
        Optional<? extends HttpResponse<?>> reply =
                ID.matcher(id).matches() ? answer.apply(new KeyId(id)) : Optional.empty();
        return reply.isPresent() ? reply.get() : unknown();
    }

    private static HttpResponse<?> reply(KeyDesk.Outcome outcome) {
        return switch (outcome) {
            case KeyDesk.Outcome.Made(ApiKey key, KeyView view) -> HttpResponse.created(new MadeKey(key.text(), view));
            case KeyDesk.Outcome.Refused(Failure failure, String field) -> Replies.refused(failure, field);
            case KeyDesk.Outcome.Unknown() -> unknown();
            case KeyDesk.Outcome.NotValid(StoredKey.State state) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid(
                                "key_not_valid", "Only a valid key can be replaced.", "id", state.wireName(), "valid"));
        };
    }

    private static HttpResponse<?> unknown() {
        return Replies.error(
                HttpStatus.NOT_FOUND, ApiError.invalid("not_found", "There is no such key.", "id", null, ID_ALLOWED));
    }
}
