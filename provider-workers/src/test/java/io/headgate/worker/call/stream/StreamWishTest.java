package io.headgate.worker.call.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamWishTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"m","stream":true}                          | true
            { "messages": [{"stream":false}], "stream" : true }  | true
            {"stream":false}                                     | false
            {"stream":null}                                      | false
            {"stream":"true"}                                    | false
            {"stream":1}                                         | false
            {"messages":[{"content":"say \\"stream\\": true"}]}  | false
            {"messages":[{"stream":true}]}                       | false
            {"model":"m"}                                        | false
            ["stream",true]                                      | false
            "stream"                                             | false
            {"stream"                                            | false
            """)
    void wishIsAFlagOfTheBodyItself(String body, boolean wished) {
        assertThat(StreamWish.in(body)).isEqualTo(wished);
    }
}
