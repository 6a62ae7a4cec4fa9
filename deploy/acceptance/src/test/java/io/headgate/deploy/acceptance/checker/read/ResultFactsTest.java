package io.headgate.deploy.acceptance.checker.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultFactsTest {
    private static final Place PLACE = new Place("headgate.results", 0, 0);
    private final ResultFacts facts = new ResultFacts(new Values(new Schemas(null)), new Names());

    @Test
    void aResponseIsHashedAsItStands_spacesAndOddNumbersIncluded() {
        String response = "{ \"choices\" : [1.50, \"ü\"],\n \"id\":\"x\" }";
        Ended ended =
                read("{\"id\":\"r-1\",\"tenant\":\"acme\",\"response\":%s,\"error\":null,\"attempts\":[{\"id\":\"r-1/1\",\"error\":{\"code\":\"x\"},\"status\":\"retryable\"},{\"id\":\"r-1/2\",\"status\":\"completed\"}],\"decision\":{\"a\":[]}}"
                                .formatted(response))
                        .orElseThrow();
        assertThat(ended.key()).isEqualTo(new Key("acme", "r-1"));
        assertThat(ended.completedBy()).isEqualTo("r-1/2");
        assertThat(ended.responseSha256()).isEqualTo(Hashes.sha256(response.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFailureHasNoResponse() {
        Ended ended =
                read("{\"id\":\"r-1\",\"tenant\":\"acme\",\"response\":null,\"error\":{\"code\":\"x\"},\"attempts\":[]}")
                        .orElseThrow();
        assertThat(ended.completed()).isFalse();
        assertThat(ended.completedBy()).isNull();
    }

    @Test
    void whatIsNoResultIsNone() {
        assertThat(read("[]")).isEmpty();
        assertThat(read("{\"id\":\"r-1\"}")).isEmpty();
        assertThat(read("{\"id\":\"r-1\",\"tenant\":\"acme\",")).isEmpty();
        assertThat(facts.ended(PLACE, null)).isEmpty();
    }

    private Optional<Ended> read(String json) {
        return facts.ended(PLACE, json.getBytes(StandardCharsets.UTF_8));
    }
}
