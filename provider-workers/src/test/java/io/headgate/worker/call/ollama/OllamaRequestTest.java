package io.headgate.worker.call.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.chat.Said;
import org.junit.jupiter.api.Test;

class OllamaRequestTest {
    private static Said say(String messages) {
        return Said.by(new OllamaWire(), "qwen3:8b", "{'messages':[%s]}".formatted(messages));
    }

    /** The server's templates know what to make of them. */
    @Test
    void consecutiveMessagesOfOneRoleStayApart_inTheirOrder() {
        String messages = "{'role':'system','content':'s'},{'role':'system','content':'t'},"
                + "{'role':'user','content':'a'},{'role':'user','content':'b'},"
                + "{'role':'assistant','content':'c'},{'role':'assistant','content':'d'},"
                + "{'role':'system','content':'u'},{'role':'user','content':'e'}";

        assertThat(say(messages).at("/messages")).isEqualTo("[" + messages + "]");
    }

    @Test
    void anEmptyMessageStays_withATextThatIsEmpty() {
        Said said = say("{'role':'user','content':''},{'role':'assistant','content':null},{'role':'assistant'},"
                + "{'role':'user','content':[]},{'role':'user','content':[{'type':'text','text':''}]}");

        assertThat(said.at("/messages"))
                .isEqualTo(
                        "[{'role':'user','content':''},{'role':'assistant','content':''},"
                                + "{'role':'assistant','content':''},{'role':'user','content':''},{'role':'user','content':''}]");
    }

    @Test
    void resultsOfParallelCallsStayApart_alsoTheEmptyOne() {
        Said said = say("{'role':'user','content':'a'},{'role':'assistant','tool_calls':["
                + "{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}},"
                + "{'id':'d','type':'function','function':{'name':'g','arguments':''}}]},"
                + "{'role':'tool','tool_call_id':'c','content':'1'},{'role':'tool','tool_call_id':'d','content':''}");

        assertThat(said.at("/messages/2"))
                .isEqualTo("{'role':'tool','content':'1','tool_call_id':'c','tool_name':'f'}");
        assertThat(said.at("/messages/3")).isEqualTo("{'role':'tool','content':'','tool_call_id':'d','tool_name':'g'}");
    }
}
