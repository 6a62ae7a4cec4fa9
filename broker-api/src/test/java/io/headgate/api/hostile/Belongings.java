package io.headgate.api.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.KeptRows;
import io.headgate.api.TestApi;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.schemas.id.TenantId;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing of each kind that a tenant may have: whoever is let in where they should not be would find it.
 *
 * @param ids by the beginning of the routes that take such an id; of two that fit the first counts
 */
record Belongings(Map<String, String> ids) {
    static final String REQUEST = "hostile-of-acme";
    private static final String REPLAY = "replay_0123456789abcdef01234567";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes them, apart from the request, which comes in as any other. */
    static Belongings make(TestApi api, KeptRows rows, String tenant, String key) throws Exception {
        rows.webhook(tenant);
        rows.told(tenant, REQUEST);
        rows.change("""
                INSERT INTO replays (id, tenant, created_at, created_by, filter, per_second, state, ended_at)
                VALUES ('%s', '%s', now(), 'k', '{}', 1, 'completed', now())""".formatted(REPLAY, tenant));
        String line = "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}"
                .formatted(TestApi.BODY.strip());
        String file = api.bean(FileStore.class)
                .create(
                        new TenantId(tenant),
                        Purpose.BATCH,
                        "in.jsonl",
                        new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
                .id()
                .value();
        HttpResponse<String> batch = order(api, tenant, key, file);
        assertThat(batch.statusCode()).as(batch.body()).isEqualTo(200);
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("/v1/requests/", REQUEST);
        ids.put("/v1/files/", file);
        ids.put("/v1/batches/", JSON.readTree(batch.body()).path("id").asText());
        ids.put("/v1/replays/", REPLAY);
        ids.put(
                "/v1/webhooks/deliveries/",
                rows.text("SELECT id FROM webhook_delivery WHERE tenant = '" + tenant + "'"));
        ids.put("/v1/webhooks/", "crm");
        return new Belongings(ids);
    }

    /** Orders a batch of a file, whoever's it is. */
    static HttpResponse<String> order(TestApi api, String tenant, String key, String file) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve("/v1/batches"))
                .header("content-type", "application/json")
                .header("headgate-tenant", tenant)
                .header("authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(
                        "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                                .formatted(file))));
    }

    /** The id that a route would have to be given; empty where it takes none of a tenant's. */
    Optional<String> of(Target target) {
        return ids.entrySet().stream()
                .filter(kind -> target.template().startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
