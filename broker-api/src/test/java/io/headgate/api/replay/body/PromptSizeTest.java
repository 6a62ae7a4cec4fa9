package io.headgate.api.replay.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.replay.FailedRow.Size;
import io.headgate.schemas.json.jackson.StrictJson;
import org.junit.jupiter.api.Test;

class PromptSizeTest {
    private final PromptSize sizes = new PromptSize(new StrictJson());

    @Test
    void aTokenIsFourCharacters_andTheBodySaysHowMuchMayComeBack() {
        Size size = sizes.of("""
                {"model":"m","messages":[{"role":"user","content":"%s"}],"max_tokens":30,"n":3}""".formatted("x".repeat(396)));

        // 396 characters and the role's 4.
        assertThat(size).isEqualTo(new Size(100, 30L, 3));
    }

    @Test
    void theLargerOfTwoCapsCounts_andOneThatIsNoneDoesNot() {
        assertThat(sizes.of("{\"max_tokens\":5,\"max_completion_tokens\":9}").outputTokens())
                .isEqualTo(9);
        assertThat(sizes.of("{\"max_tokens\":0}").outputTokens()).isNull();
    }

    @Test
    void anImageCountsAsOne_howeverLongItsBytes() {
        String image = "data:image/png;base64," + "A".repeat(100_000);
        Size size = sizes.of("""
                {"messages":[{"content":[{"type":"text","text":"12345678"},
                                         {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted(image));

        // "text" and the text, 12 characters.
        assertThat(size.inputTokens()).isEqualTo(765 + 3);
    }

    @Test
    void whatIsNoObjectTakesNothing() {
        assertThat(sizes.of("no JSON")).isEqualTo(new Size(0, null, 1));
    }
}
