package io.headgate.deploy.simulator.wire;

import static io.headgate.deploy.simulator.wire.Requests.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamePromptTest {
    @Test
    void sameHashAndTokens_whenPlainInAllFormats() {
        List<ChatPrompt> prompts = List.of(
                prompt(Requests.openai("""
                        {"model":"m","messages":[{"role":"system","content":"Be brief."},
                         {"role":"user","content":"How far is it?"}]}""")),
                prompt(Requests.anthropic("""
                        {"model":"m","max_tokens":100,"system":"Be brief.",
                         "messages":[{"role":"user","content":[{"type":"text","text":"How far is it?"}]}]}""")),
                prompt(Requests.gemini("""
                        {"systemInstruction":{"parts":[{"text":"Be brief."}]},
                         "contents":[{"role":"user","parts":[{"text":"How far is it?"}]}]}""")),
                prompt(Requests.ollama("""
                        {"model":"m","messages":[{"role":"system","content":"Be brief."},
                         {"role":"user","content":"How far is it?"}]}""")),
                prompt(Requests.replicate("""
                        {"input":{"system_prompt":"Be brief.","prompt":"How far is it?"}}""")));
        assertThat(prompts)
                .extracting(ChatPrompt::hash)
                .containsOnly(prompts.getFirst().hash());
        assertThat(prompts).extracting(ChatPrompt::tokens).containsOnly(3 + 3 + 3 + 4);
    }

    @Test
    void sameHashAndTokens_whenToolsAndImagesAreInIt() {
        List<ChatPrompt> prompts = List.of(
                prompt(Requests.openai("""
                        {"model":"m","messages":[
                         {"role":"user","content":[{"type":"text","text":"Which city?"},
                          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                          "function":{"name":"look","arguments":"{\\"at\\": 1}"}}]},
                         {"role":"tool","tool_call_id":"c1","content":"Oslo"},
                         {"role":"user","content":"Sure?"}]}""")),
                prompt(Requests.anthropic("""
                        {"model":"m","max_tokens":100,"messages":[
                         {"role":"user","content":[{"type":"text","text":"Which city?"},
                          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
                         {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"look","input":{"at":1}}]},
                         {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"Oslo"},
                          {"type":"text","text":"Sure?"}]}]}""")),
                prompt(Requests.gemini("""
                        {"contents":[
                         {"role":"user","parts":[{"text":"Which city?"},
                          {"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},
                         {"role":"model","parts":[{"functionCall":{"name":"look","args":{"at":1}}}]},
                         {"role":"user","parts":[{"functionResponse":{"name":"look","response":{"result":"Oslo"}}},
                          {"text":"Sure?"}]}]}""")),
                prompt(Requests.ollama("""
                        {"model":"m","messages":[
                         {"role":"user","content":"Which city?","images":["AAAA"]},
                         {"role":"assistant","content":"","tool_calls":[
                          {"function":{"name":"look","arguments":{"at":1}}}]},
                         {"role":"tool","content":"Oslo"},
                         {"role":"user","content":"Sure?"}]}""")));
        assertThat(prompts)
                .extracting(ChatPrompt::hash)
                .containsOnly(prompts.getFirst().hash());
        assertThat(prompts)
                .extracting(ChatPrompt::tokens)
                .containsOnly(prompts.getFirst().tokens());
        assertThat(prompts.getFirst().hash())
                .isNotEqualTo(prompt(Requests.openai("""
                {"model":"m","messages":[{"role":"user","content":"Which city?"}]}""")).hash());
    }

    @Test
    void sameShapeAndTools_whenSchemasAndToolsAreAsked() {
        String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}";
        List<ChatPrompt> prompts = List.of(
                prompt(Requests.openai("""
                        {"model":"m","messages":[{"role":"user","content":"call look"}],
                         "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":%s}},
                         "tools":[{"type":"function","function":{"name":"look","parameters":%s}}]}""".formatted(schema, schema))),
                prompt(Requests.anthropic("""
                        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"call look"}],
                         "output_config":{"format":{"type":"json_schema","schema":%s}},
                         "tools":[{"name":"look","input_schema":%s}]}""".formatted(schema, schema))),
                prompt(Requests.gemini("""
                        {"contents":[{"role":"user","parts":[{"text":"call look"}]}],
                         "generationConfig":{"responseMimeType":"application/json","responseJsonSchema":%s},
                         "tools":[{"functionDeclarations":[{"name":"look","parametersJsonSchema":%s}]}]}""".formatted(schema, schema))),
                prompt(Requests.ollama("""
                        {"model":"m","messages":[{"role":"user","content":"call look"}],"format":%s,
                         "tools":[{"type":"function","function":{"name":"look","parameters":%s}}]}""".formatted(schema, schema))));
        assertThat(prompts).allMatch(prompt -> prompt.shape() instanceof AnswerShape.Schema);
        assertThat(prompts)
                .extracting(ChatPrompt::tools)
                .containsOnly(prompts.getFirst().tools());
        assertThat(prompts.getFirst().tools().demanded()).hasSize(1);
    }
}
