package io.headgate.worker.call.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.chat.Said;
import org.junit.jupiter.api.Test;

class ReplicateRequestTest {
    private static Said say(String messages) {
        return Said.by(new ReplicateWire(), "meta/llama", "{'messages':[%s]}".formatted(messages));
    }

    /** As JSON: a line break is written with a backslash. */
    private static String prompt(String messages) {
        return say(messages).at("/input/prompt");
    }

    @Test
    void consecutiveMessagesOfOneRoleAreTurnsOfTheirOwn_inTheirOrder() {
        assertThat(prompt("{'role':'user','content':'a'},{'role':'user','content':'b'},"
                        + "{'role':'assistant','content':'c'},{'role':'assistant','content':'d'},"
                        + "{'role':'user','content':'e'}"))
                .isEqualTo("'User: a\\n\\nUser: b\\n\\nAssistant: c\\n\\nAssistant: d\\n\\nUser: e\\n\\nAssistant:'");
        assertThat(prompt("{'role':'user','content':'a'},{'role':'assistant','content':'c'},"
                        + "{'role':'assistant','content':'d'}"))
                .isEqualTo("'User: a\\n\\nAssistant: c\\n\\nAssistant: d'");
    }

    @Test
    void instructionsAreOneText_whereverTheyStand() {
        Said said = say("{'role':'system','content':'s'},{'role':'developer','content':'t'},"
                + "{'role':'user','content':'a'},{'role':'system','content':'u'}");

        assertThat(said.at("/input/system_prompt")).isEqualTo("'s\\n\\nt\\n\\nu'");
        assertThat(said.at("/input/prompt")).isEqualTo("'a'");
    }

    @Test
    void anEmptyMessageIsATurnWithoutWords() {
        assertThat(prompt("{'role':'user','content':'a'},{'role':'assistant','content':null},"
                        + "{'role':'user','content':[]},{'role':'user','content':'b'}"))
                .isEqualTo("'User: a\\n\\nAssistant:\\n\\nUser:\\n\\nUser: b\\n\\nAssistant:'");
        assertThat(prompt("{'role':'user','content':''}")).isEqualTo("''");
    }
}
