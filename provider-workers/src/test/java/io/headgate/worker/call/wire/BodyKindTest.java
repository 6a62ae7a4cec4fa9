package io.headgate.worker.call.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.RequestKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{'model':'m','input':'a'} ; EMBEDDINGS",
                "{'input':['a'],'messages':null} ; EMBEDDINGS",
                "{'messages':[{'role':'user','content':'the \"input\"'}]} ; CHAT",
                "{'messages':[],'input':'a'} ; CHAT",
                "{'input':null} ; CHAT",
                "{'tools':[{'input':1}]} ; CHAT",
                "['input'] ; CHAT",
                "{'input' ; CHAT"
            })
    void aBodyIsWhatItHas(String body, RequestKind kind) {
        assertThat(BodyKind.of(body.replace('\'', '"'))).isEqualTo(kind);
    }
}
