package io.headgate.deploy.simulator.wire;

import static io.headgate.deploy.simulator.wire.Requests.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider refuses that others take. The quotes of the bodies are single ones here, as they are in no body. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'max_tokens':9,'messages':[{'role':'user','content':'x'}]}                        | model: Field required
            {'model':'m','messages':[{'role':'user','content':'x'}]}                           | max_tokens: Field required
            {'model':'m','max_tokens':0,'messages':[{'role':'user','content':'x'}]}            | max_tokens: Input should be
            {'model':'m','max_tokens':9}                                                       | messages: Field required
            {'model':'m','max_tokens':9,'messages':[]}                                         | at least one message
            {'model':'m','max_tokens':9,'seed':1,'messages':[{'role':'user','content':'x'}]}   | seed: Extra inputs
            {'model':'m','max_tokens':9,'temperature':1.5,'messages':[{'role':'user','content':'x'}]} | temperature
            {'model':'m','max_tokens':9,'messages':[{'role':'system','content':'x'}]}          | Unexpected role
            {'model':'m','max_tokens':9,'messages':[{'role':'tool','content':'x'}]}            | messages.0.role
            {'model':'m','max_tokens':9,'messages':[{'role':'assistant','content':'x'}]}       | first message
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},{'role':'user','content':'y'}]} | alternate
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':' '}]}            | non-whitespace
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'y '}]} | trailing whitespace
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'image_url'}]}]} | not allowed
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'}]}]} | unexpected `tool_use_id`
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'n','input':{}}]},{'role':'user','content':'y'}]} | without `tool_result`
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}],'tools':[{'name':'a b'}]} | pattern
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}],'tools':[{'name':'a'}]}   | input_schema: Field
            {'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}],'tool_choice':{'type':'any'}} | tool_choice
            {'model':'m','max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':3000},'messages':[{'role':'user','content':'x'}]} | greater than
            """)
    void anthropic(String body, String message) {
        refused(Requests::anthropic, body, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                        | contents is not specified
            {'contents':[],'model':'m'}                                               | Unknown name "model"
            {'contents':[{'role':'assistant','parts':[{'text':'x'}]}]}                | valid role: user, model
            {'contents':[{'role':'user','content':'x'}]}                              | Unknown name "content"
            {'contents':[{'role':'user','parts':[]}]}                                 | must not be empty
            {'contents':[{'role':'user','parts':[{}]}]}                               | oneof field 'data'
            {'contents':[{'role':'user','parts':[{'functionResponse':{'name':'f','response':{}}}]}]} | number of function response
            {'contents':[{'role':'model','parts':[{'functionCall':{'name':'f','args':'{}'}}]}]} | Struct
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'max_tokens':1}}   | Unknown name "max_tokens"
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'maxOutputTokens':0}} | must be positive
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'temperature':3}}  | temperature must be
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'candidateCount':2}} | Multiple candidates
            {'contents':[{'parts':[{'text':'x'}]}],'generationConfig':{'responseJsonSchema':{}}} | response_mime_type
            {'contents':[{'parts':[{'text':'x'}]}],'tools':[{'functionDeclarations':[{'name':'1'}]}]} | Invalid function name
            {'contents':[{'parts':[{'text':'x'}]}],'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':'object','additionalProperties':false}}]}]} | Unknown name "additionalProperties"
            """)
    void gemini(String body, String message) {
        refused(Requests::gemini, body, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'messages':[{'role':'user','content':'x'}]}                                         | model is required
            {'model':'m','messages':[{'role':'developer','content':'x'}]}                        | invalid role: developer
            {'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'x'}]}]}    | cannot unmarshal array
            {'model':'m','messages':[{'role':'user','content':'x','images':['data:image/png;base64,AA']}]} | illegal base64
            {'model':'m','messages':[{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':'{}'}}]}]} | cannot unmarshal string
            {'model':'m','messages':[{'role':'user','content':'x'}],'stream':'no'}               | cannot unmarshal string
            {'model':'m','messages':[{'role':'user','content':'x'}],'format':'text'}             | invalid format
            """)
    void ollama(String body, String message) {
        refused(Requests::ollama, body, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                              | input is required
            {'input':{}}                                    | prompt is required
            {'input':{'prompt':1}}                          | Invalid type
            {'input':{'prompt':'x','max_tokens':0}}         | greater than or equal to 1
            {'input':{'messages':[{'role':'tool'}]}}        | role 'tool'
            """)
    void replicate(String body, String message) {
        refused(Requests::replicate, body, message);
    }

    private static void refused(Function<String, Reading> wire, String body, String message) {
        assertThat(refusal(wire.apply(body.replace('\'', '"'))).message()).contains(message);
    }
}
