package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.files.FileLabel;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.retention.RetentionRound;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Notice;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept is deleted when its time is over, or when somebody asks for it; and what was erased does not come back. */
class KeepingIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static TestTopics topics;
    private static KeptRows kept;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(KeepingIT.class);
        TestApi.createTopics(bootstrap, prefix);
        String jdbcUrl = TestServers.freshDatabase();
        kept = new KeptRows(jdbcUrl);
        api = new TestApi(bootstrap, prefix, jdbcUrl);
        topics = new TestTopics(bootstrap);
        kept.awaitTables();
    }

    @AfterAll
    static void stop() {
        topics.close();
        api.close();
    }

    @Test
    void aPersonsDataIsGoneAndStaysAway() throws Exception {
        RequestKey ended = Samples.key("person", "ended");
        RequestKey waiting = Samples.key("person", "waiting");
        admit(ended);
        admit(waiting);
        end(ended);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM requests WHERE tenant = 'person' AND admitted"
                                + " AND (request_id = 'waiting' OR response IS NOT NULL)")
                        == 2);
        fail(Samples.key("person", "failed"));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM failures_index WHERE tenant = 'person'") == 1);
        kept.change("INSERT INTO requests (tenant, request_id, status, admitted, user_id, accepted_at)"
                + " VALUES ('person', 'of-another', 'accepted', true, 'u2', now()),"
                + " ('other', 'same-name', 'accepted', true, 'u1', now())");
        kept.webhook("person");
        kept.told("person", "ended");
        kept.told("person", "of-another");
        kept.replay("person", "ended", "of-another");
        file("person", "u1");
        file("person", "u2");

        JsonNode dry = erase("person", "?user=u1&dry_run=true");
        assertThat(dry.path("erased").path("requests").asLong()).isEqualTo(2);
        assertThat(dry.path("erased").path("files").asLong()).isEqualTo(1);
        assertThat(dry.path("erased").path("failures_index").asLong()).isEqualTo(1);
        assertThat(dry.path("erased").path("replay_items").asLong()).isEqualTo(1);
        assertThat(dry.path("erased").path("webhook_delivery").asLong()).isEqualTo(1);
        assertThat(dry.path("dry_run").asBoolean()).isTrue();
        assertThat(kept.rows("SELECT count(*) FROM erasures WHERE tenant = 'person'"))
                .isZero();

        JsonNode erased = erase("person", "?user=u1");
        assertThat(erased.path("erased")).isEqualTo(dry.path("erased"));
        assertThat(erased.path("not_erased").findValuesAsText("where"))
                .contains(api.kafka.topics().results());
        assertThat(kept.rows("SELECT count(*) FROM erasures WHERE finished_at IS NOT NULL AND user_id IS NULL"
                        + " AND erased @> '{\"requests\": 2, \"files\": 1}'"))
                .isEqualTo(1);

        HttpResponse<String> audit = api.get("/v1/admin/audit?tenant=person");
        JsonNode act = JSON.readTree(audit.body()).at("/data/0");
        assertThat(act.path("action").asText()).isEqualTo("data.erase");
        assertThat(act.path("subject").asText()).isEqualTo(erased.path("id").asText());
        assertThat(act.path("after").toString()).isEqualTo("{\"of\":\"user\"}");
        // A dry run is no act, and the log, which is never changed, does not keep whom it was about.
        assertThat(JSON.readTree(audit.body()).path("data")).hasSize(1);
        assertThat(audit.body()).doesNotContain("u1");

        // What was under way ends, and what had ended is read again.
        end(waiting);
        end(ended);
        admit(ended);
        fail(Samples.key("person", "failed"));
        fail(Samples.key("person", "failed-later"));
        RequestKey fence = Samples.key("fence", "after-person");
        fail(fence);
        admit(fence);
        end(fence);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM requests WHERE tenant = 'fence' AND ended_at IS NOT NULL")
                        == 1);
        await().during(2, TimeUnit.SECONDS)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM requests WHERE tenant = 'person'") == 1);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM failures_index WHERE tenant = 'fence'") == 1);
        assertThat(kept.rows("SELECT count(*) FROM failures_index WHERE tenant = 'person'"))
                .isZero();
        assertThat(kept.rows("SELECT count(*) FROM webhook_delivery WHERE tenant = 'person'"))
                .isEqualTo(1);
        assertThat(kept.rows("SELECT count(*) FROM replay_items WHERE tenant = 'person'"))
                .isEqualTo(1);
        assertThat(kept.rows("SELECT count(*) FROM requests WHERE tenant = 'other'"))
                .isEqualTo(1);
        assertThat(kept.rows("SELECT count(*) FROM files WHERE tenant = 'person'"))
                .isEqualTo(1);

        // Who comes again is served, and what they send is kept.
        kept.change("INSERT INTO requests (tenant, request_id, status, admitted, user_id, accepted_at)"
                + " VALUES ('person', 'ended', 'accepted', true, 'u1', now() + interval '1 second')");
        assertThat(kept.rows("SELECT count(*) FROM requests WHERE tenant = 'person'"))
                .isEqualTo(2);
    }

    @Test
    void aTenantsDataIsGone() throws Exception {
        kept.change("INSERT INTO requests (tenant, request_id, status, admitted, accepted_at)"
                + " SELECT 'leaver', 'r' || n, 'accepted', true, now() FROM generate_series(1, 1203) AS n");
        file("leaver", "u1");
        kept.webhook("leaver");
        kept.told("leaver", "r1");
        kept.replay("leaver", "r1");
        kept.batch("leaver");

        JsonNode erased = erase("leaver", "?tenant=leaver");

        assertThat(erased.path("erased").path("requests").asLong()).isEqualTo(1203);
        assertThat(erased.has("user")).isFalse();
        assertThat(api.get("/v1/admin/audit?tenant=leaver").body()).contains("\"data.erase\"", "\"of\": \"tenant\"");
        assertThat(kept.rows("SELECT count(*) FROM requests WHERE tenant = 'leaver'"))
                .isZero();
        assertThat(kept.rows("SELECT count(*) FROM files WHERE tenant = 'leaver'"))
                .isZero();
        for (String table :
                List.of("webhook", "webhook_delivery", "replays", "replay_items", "batches", "batch_lines")) {
            assertThat(kept.rows("SELECT count(*) FROM %s WHERE tenant = 'leaver'".formatted(table)))
                    .as(table)
                    .isZero();
        }
        // Its requests are read again: neither they come back nor the batch that they are marked with.
        RequestKey marked = Samples.key("leaver", "marked");
        topics.write(
                api.kafka.topics().admissions(),
                "leaver",
                api.codecs
                        .admission()
                        .encode(Samples.marked(marked, TestApi.BODY, new BatchMark(new BatchId("b1"), 1))));
        RequestKey fence = Samples.key("fence", "after-leaver");
        topics.write(
                api.kafka.topics().admissions(),
                "leaver",
                api.codecs.admission().encode(Samples.request(fence, TestApi.BODY)));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM requests WHERE request_id = 'after-leaver'") == 1);
        assertThat(kept.rows("SELECT count(*) FROM batches WHERE tenant = 'leaver'"))
                .isZero();
        // A notice says neither when nor who.
        waiting(Samples.key("leaver", "r1"));
        waiting(Samples.key("fence", "told-after-leaver"));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> kept.rows("SELECT count(*) FROM requests WHERE request_id = 'told-after-leaver'") == 1);
        assertThat(kept.rows("SELECT count(*) FROM requests WHERE tenant = 'leaver'"))
                .isZero();
    }

    @Test
    void nothingIsErased_whenNobodyIsNamed() throws Exception {
        HttpResponse<String> reply = delete("acme", "");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
        assertThat(JSON.readTree(reply.body()).path("allowed").asText()).isNotBlank();
    }

    @Test
    void whatIsOldIsDeleted() throws Exception {
        kept.change("INSERT INTO requests (tenant, request_id, status, admitted, accepted_at, ended_at) VALUES"
                + " ('aging', 'old', 'completed', true, now() - interval '40 days', now() - interval '31 days'),"
                + " ('aging', 'young', 'completed', true, now() - interval '40 days', now() - interval '29 days'),"
                + " ('aging', 'lost', 'accepted', true, now() - interval '61 days', NULL),"
                + " ('aging', 'under-way', 'accepted', true, now() - interval '40 days', NULL)");
        FileStore store = api.bean(FileStore.class);
        TenantId aging = new TenantId("aging");
        store.create(aging, Purpose.BATCH, "old", content());
        kept.change("UPDATE files SET created_at = now() - interval '31 days' WHERE tenant = 'aging'");
        store.create(
                aging, new FileLabel(Purpose.BATCH, "expired", Instant.now().minusSeconds(5), null), content());
        store.create(aging, Purpose.BATCH, "young", content());
        kept.change("INSERT INTO files (tenant, file_id, complete, bytes, created_at, written_at) VALUES"
                + " ('aging', 'file-abandoned', false, 0, now(), now() - interval '2 hours'),"
                + " ('aging', 'file-active', false, 0, now(), now())");

        kept.change("INSERT INTO batches (tenant, batch_id, kind, status, created_at, announced_at)"
                + " VALUES ('aging', 'old', 'uploaded', 'completed', now() - interval '31 days', now()),"
                + " ('aging', 'young', 'uploaded', 'completed', now() - interval '29 days', now())");
        kept.change(
                "INSERT INTO batch_lines (tenant, batch_id, line, custom_id, begins) VALUES ('aging', 'old', 1, 'c', 0)");
        kept.replay("aging", "old");
        kept.change("UPDATE replays SET ended_at = now() - interval '31 days' WHERE tenant = 'aging'");
        kept.change(
                "INSERT INTO failures_index (tenant, request_id, accepted_at, ended_at, code, whole, input_tokens, choices,"
                        + " topic_partition, topic_offset) VALUES"
                        + " ('aging', 'old', now() - interval '31 days', now() - interval '31 days', 'unknown', false, 0, 1, 0, 0),"
                        + " ('aging', 'young', now() - interval '29 days', now() - interval '29 days', 'unknown', false, 0, 1, 0, 1)");

        Map<String, Long> gone = api.bean(RetentionRound.class).run();

        assertThat(gone)
                .containsEntry("results", 1L)
                .containsEntry("unended_requests", 1L)
                .containsEntry("files", 1L)
                .containsEntry("batches", 1L)
                .containsEntry("replays", 1L)
                .containsEntry("failures", 1L)
                .containsEntry("expired_files", 1L)
                .containsEntry("abandoned_uploads", 1L);
        assertThat(kept.rows("SELECT count(*) FROM requests WHERE tenant = 'aging'"))
                .isEqualTo(2);
        assertThat(kept.rows("SELECT count(*) FROM files WHERE tenant = 'aging'"))
                .isEqualTo(2);
        assertThat(kept.rows("SELECT count(*) FROM batch_lines WHERE tenant = 'aging'"))
                .isZero();
        assertThat(kept.rows("SELECT count(*) FROM replay_items WHERE tenant = 'aging'"))
                .isZero();
        assertThat(kept.rows("SELECT count(*) FROM file_pieces WHERE tenant = 'aging'"))
                .isEqualTo(1);
    }

    private static void admit(RequestKey key) throws Exception {
        topics.write(
                api.kafka.topics().admissions(),
                key.tenant().value(),
                api.codecs.admission().encode(Samples.request(key, TestApi.BODY)));
    }

    private static void end(RequestKey key) throws Exception {
        topics.write(
                api.kafka.topics().results(),
                key.request().value(),
                api.codecs.result().encode(Samples.completed(key, "{\"choices\":[]}")));
    }

    private static void fail(RequestKey key) throws Exception {
        topics.write(
                api.kafka.topics().failures(),
                key.tenant().value(),
                api.codecs
                        .failedRequest()
                        .encode(new FailedRequest(Samples.request(key, TestApi.BODY), Samples.failed(key, "late"))));
    }

    private static void file(String tenant, String user) throws Exception {
        api.bean(FileStore.class)
                .create(new TenantId(tenant), new FileLabel(Purpose.BATCH, "f", null, new UserId(user)), content());
    }

    private static ByteArrayInputStream content() {
        return new ByteArrayInputStream(new byte[] {1});
    }

    private static JsonNode erase(String tenant, String query) throws Exception {
        HttpResponse<String> reply = delete(tenant, query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static HttpResponse<String> delete(String tenant, String query) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve("/v1/data" + query))
                .header("headgate-tenant", tenant)
                .DELETE());
    }

    /** Tells of a wait, all in one partition. */
    private static void waiting(RequestKey key) throws Exception {
        Notice notice = new Notice(key, Notice.Kind.WAITING, "capacity", null, Instant.now());
        topics.write(api.kafka.topics().notices(), "leaver", api.codecs.notice().encode(notice));
    }
}
