package io.headgate.deploy.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TokenRuleTest {
    @Test
    void roundsUp_whenCounting() {
        assertThat(TokenRule.count("")).isZero();
        assertThat(TokenRule.count("a")).isEqualTo(1);
        assertThat(TokenRule.count("abcd")).isEqualTo(1);
        assertThat(TokenRule.count("abcde")).isEqualTo(2);
    }

    @Test
    void joinsToTheTextWithoutSplittingPairs_whenCutInPieces() {
        String text = "abc\uD83D\uDE00def\uD83D\uDE00\uD83D\uDE00x";
        assertThat(String.join("", TokenRule.pieces(text))).isEqualTo(text);
        assertThat(TokenRule.pieces(text))
                .noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
        assertThat(TokenRule.limit(text, 1)).isEqualTo("abc");
    }

    @Test
    void hasExactlyTheTokensAsked_whenProseIsMade() {
        for (int tokens = 1; tokens < 200; tokens++) {
            assertThat(TokenRule.count(ReplyText.of(tokens * 31L, tokens))).isEqualTo(tokens);
        }
        assertThat(ReplyText.of(5, 30)).isEqualTo(ReplyText.of(5, 30)).isNotEqualTo(ReplyText.of(6, 30));
    }

    @Test
    void fitsTheSchema_whenAnInstanceIsMade() throws Exception {
        var schema = new ObjectMapper().readTree("""
                {"type":"object","$defs":{"c":{"enum":["red","blue"]}},
                 "properties":{"n":{"type":"integer","minimum":3},"c":{"$ref":"#/$defs/c"},
                  "l":{"type":"array","minItems":2,"items":{"type":"boolean"}},
                  "s":{"type":["string","null"],"maxLength":2}}}""");
        assertThat(SchemaInstance.of(schema, "text").toString())
                .isEqualTo("{\"n\":3,\"c\":\"red\",\"l\":[true,true],\"s\":\"te\"}");
    }
}
