package io.headgate.api.batches.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.batches.run.EndedLine;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import org.junit.jupiter.api.Test;

class OutputLineTest {
    private static final BatchId BATCH = new BatchId("batch_7");

    @Test
    void answersAreOutput_asTheyCame_onOneLine() {
        OutputLine line = OutputLine.of(
                BATCH, new EndedLine(3, "my \"own\"", "completed", "{\n  \"n\": 1.10,\r\n \"t\":\"a\\nb\"}", null));
        assertThat(line.isError()).isFalse();
        assertThat(line.text()).isEqualTo("""
                {"id":"batch_req_batch_7-3","custom_id":"my \\"own\\"","response":{"status_code":200,\
                "request_id":"batch_7-3","body":{   "n": 1.10,   "t":"a\\nb"}},"error":null}
                """);
    }

    @Test
    void whatIsNoJsonIsQuoted() {
        OutputLine line = OutputLine.of(BATCH, new EndedLine(1, "c", "completed", "oops\n", null));
        assertThat(line.text()).contains("\"body\":\"oops\\n\"").endsWith("}\n").doesNotContain("oops\n\"");
    }

    @Test
    void failuresHaveTheStatusOfARequestByItself() {
        OutputLine line = OutputLine.of(
                BATCH, new EndedLine(1, "c", "failed", null, Failure.of(FailureCode.RATE_LIMITED, "too many")));
        assertThat(line.isError()).isTrue();
        assertThat(line.text()).isEqualTo("""
                {"id":"batch_req_batch_7-1","custom_id":"c","response":{"status_code":429,"request_id":"batch_7-1",\
                "body":{"error":{"message":"too many","type":"rate_limit_error","param":null,\
                "code":"rate_limit_exceeded"}}},"error":null}
                """);
    }

    @Test
    void whatNeverRanHasAnErrorAndNoResponse() {
        assertThat(OutputLine.of(BATCH, new EndedLine(1, "c", "expired", null, null))
                        .text())
                .contains("\"response\":null,\"error\":{\"code\":\"batch_expired\",");
        assertThat(OutputLine.of(BATCH, new EndedLine(1, "c", "cancelled", null, null))
                        .text())
                .contains("\"response\":null,\"error\":{\"code\":\"batch_cancelled\",");
    }

    @Test
    void anAnswerThatIsGoneIsNoAnswer() {
        OutputLine line = OutputLine.of(BATCH, new EndedLine(1, "c", "completed", null, null));
        assertThat(line.isError()).isTrue();
        assertThat(line.text()).contains("\"status_code\":500").contains("deleted");
    }
}
