package io.headgate.api;

import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyRole;
import io.headgate.api.access.KeyWish;
import io.headgate.api.access.audit.Actor;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.TenantId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two API processes of one installation that ask for keys, and whoever holds some. */
final class KeyedApis implements AutoCloseable {
    static final Actor SETUP = new Actor("setup", Actor.Via.CLI);

    final TestApi one;
    final TestApi other;
    final TestTopics topics;

    private KeyedApis(TestApi one, TestApi other, TestTopics topics) {
        this.one = one;
        this.other = other;
        this.topics = topics;
    }

    static KeyedApis start(Class<?> test, Path directory) throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(test);
        TestApi.createTopics(bootstrap, prefix);
        Path pepper = Files.writeString(directory.resolve("pepper"), "4c93b7e08d1e6f52a08d1e6f52b7a4c9");
        Map<String, String> settings =
                Map.of("headgate.api.open", "false", "headgate.api.key-pepper", "file:" + pepper);
        String database = TestServers.freshDatabase();
        return new KeyedApis(
                new TestApi(bootstrap, prefix, database, settings),
                new TestApi(bootstrap, prefix, database, settings),
                new TestTopics(bootstrap));
    }

    /** @param tenant null for the whole installation */
    String key(KeyRole role, @Nullable String tenant, @Nullable String project) {
        KeyWish wish = new KeyWish(
                role.wireName() + " of a test",
                role,
                Optional.empty(),
                Optional.ofNullable(tenant).map(TenantId::new),
                Optional.ofNullable(project),
                Optional.empty());
        return ((KeyDesk.Outcome.Made) one.bean(KeyDesk.class).create(wish, SETUP))
                .key()
                .text();
    }

    HttpResponse<String> send(String method, String path, @Nullable String key, String... headers) throws Exception {
        return send(one, method, path, key, "", headers);
    }

    HttpResponse<String> send(
            TestApi api, String method, String path, @Nullable String key, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !List.of(headers).contains("content-type")) {
            request.header("content-type", "application/json");
        }
        if (key != null) {
            request.header("authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return api.send(request);
    }

    @Override
    public void close() {
        topics.close();
        other.close();
        one.close();
    }
}
