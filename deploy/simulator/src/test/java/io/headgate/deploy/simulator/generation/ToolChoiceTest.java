package io.headgate.deploy.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultText;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tool;
import io.headgate.deploy.simulator.generation.Conversation.Role;
import io.headgate.deploy.simulator.generation.Generation.Finish;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ToolChoiceTest {
    private static final List<Tool> OFFERED = List.of(tool("weather"), tool("clock"), tool("map"));
    private static final Behaviour CALLING = Behaviour.DEFAULT.withCallsTools(true);

    @Test
    void thoseThatAreNamed_whenTheLastMessageSaysSo() {
        Conversation asked = conversation(Role.USER, "call clock and call weather, not the map");
        assertThat(called(ToolChoice.AUTO, asked, Behaviour.DEFAULT)).containsExactly("weather", "clock");
        assertThat(called(new ToolChoice(false, false), asked, Behaviour.DEFAULT))
                .containsExactly("weather");
        asked.speaks(Role.ASSISTANT);
        asked.says("No.");
        asked.speaks(Role.USER);
        asked.says("Then do not.");
        assertThat(called(ToolChoice.AUTO, asked, Behaviour.DEFAULT)).isEmpty();
    }

    @Test
    void oneOfThem_whenTheBehaviourOrTheRequestInsists() {
        Conversation asked = conversation(Role.USER, "hello");
        assertThat(called(ToolChoice.AUTO, asked, Behaviour.DEFAULT)).isEmpty();
        assertThat(called(ToolChoice.AUTO, asked, CALLING)).hasSize(1);
        assertThat(called(new ToolChoice(true, true), asked, Behaviour.DEFAULT)).hasSize(1);
    }

    @Test
    void textAndNoCall_whenAToolHasAnswered() {
        Conversation answered = conversation(Role.TOOL, "call clock");
        assertThat(called(ToolChoice.AUTO, answered, CALLING)).isEmpty();
        assertThat(called(new ToolChoice(true, true), answered, CALLING)).hasSize(1);
    }

    @Test
    void textInstead_whenACallDoesNotFitTheLimit() {
        Generation made = generate(
                ToolChoice.AUTO, conversation(Role.USER, "call clock"), Behaviour.DEFAULT, OptionalInt.of(1), "crlf");
        assertThat(made.toolCalls()).isEmpty();
        assertThat(made.finish()).isEqualTo(Finish.LENGTH);
    }

    @Test
    void asManyTokensInMoreBytes_whenCharactersAreToBeSplit() {
        Conversation asked = conversation(Role.USER, "hello");
        Generation plain = generate(ToolChoice.AUTO, asked, Behaviour.DEFAULT, OptionalInt.empty(), "crlf");
        Generation split = generate(ToolChoice.AUTO, asked, Behaviour.DEFAULT, OptionalInt.empty(), "split-characters");
        assertThat(split.usage()).isEqualTo(plain.usage());
        assertThat(split.text().getBytes(StandardCharsets.UTF_8))
                .hasSizeGreaterThan(plain.text().length());
    }

    private static List<String> called(ToolChoice choice, Conversation conversation, Behaviour behaviour) {
        return generate(choice, conversation, behaviour, OptionalInt.empty(), "crlf").toolCalls().stream()
                .map(ToolCall::name)
                .toList();
    }

    private static Generation generate(
            ToolChoice choice, Conversation conversation, Behaviour behaviour, OptionalInt limit, String fault) {
        ChatPrompt prompt = ChatPrompt.of("m", conversation, limit, new Delivery.Whole())
                .withTools(choice.among(OFFERED, conversation));
        return Generator.generate(prompt, behaviour, FaultText.parse(fault), 1, Instant.EPOCH);
    }

    private static Conversation conversation(Role role, String text) {
        Conversation conversation = new Conversation();
        conversation.speaks(role);
        conversation.says(text);
        return conversation;
    }

    private static Tool tool(String name) {
        return new Tool(name, JsonNodeFactory.instance.objectNode().put("type", "object"));
    }
}
