import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Reads lines {"pattern": text, "events": [text, ...]} and answers each with {"refused": reason} or {"matched": [true, ...]}.
 */
public final class Judge {
    public static void main(final String[] args) throws Exception {
        final ObjectMapper mapper = new ObjectMapper();
        final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(mapper.writeValueAsString(judge(mapper, mapper.readTree(line))));
        }
        out.flush();
    }

    private static ObjectNode judge(final ObjectMapper mapper, final JsonNode question) {
        final ObjectNode answer = mapper.createObjectNode();
        final String pattern = question.get("pattern").asText();
        final String refusal = JsonRuleCompiler.check(pattern);
        if (refusal != null) {
            return answer.put("refused", refusal);
        }
        try {
            final Machine machine = new Machine();
            machine.addRule("rule", pattern);
            for (final JsonNode event : question.get("events")) {
                answer.withArray("matched").add(!machine.rulesForJSONEvent(event.asText()).isEmpty());
            }
        } catch (final Exception e) {
            answer.put("failed", e.toString());
        }
        return answer;
    }
}
