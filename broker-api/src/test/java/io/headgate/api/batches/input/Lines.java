package io.headgate.api.batches.input;

import io.headgate.api.TestCatalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.time.Instant;
import java.time.InstantSource;

/** Lines of batch files to test with. */
final class Lines {
    static final String CHAT = "/v1/chat/completions";
    static final String BODY = """
            {"model":"fast-text","messages":[{"role":"user","content":"Hello"}]}""";

    private Lines() {}

    static LineReader reader() {
        IntakeReader intake = new IntakeReader(
                new TopicNames("test."), AvroCodecs.singleObject().clientRequest(), new StrictJson());
        return new LineReader(
                intake,
                new StrictJson(),
                TenantCatalogs.fixed(TestCatalogue.create()),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
    }

    static String line(String customId) {
        return line(customId, BODY);
    }

    static String line(String customId, String body) {
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"%s\",\"body\":%s}".formatted(customId, CHAT, body);
    }
}
