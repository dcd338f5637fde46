import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.Patterns;

/**
 * Reads lines {"pattern": text, "events": [text, ...]} and answers each with {"refused": reason} or {"matched": "10?..."}, a digit per event.
 *
 * Every event is matched in three ways that should agree: by the whole pattern with either of event-ruler's two searches, and by the pattern
 * taken apart into rules of one test per field. Where they do not, tests that share an automaton got in each other's way: "?".
 */
public final class Judge {
    private static final int MOST_PARTS = 64;

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
            final List<GenericMachine<String>> parts = parts(pattern);
            final List<GenericMachine<String>> whole = new ArrayList<>();
            for (final boolean structured : new boolean[] {true, false}) {
                final GenericMachine<String> machine = machine(structured);
                machine.addRule("rule", pattern);
                whole.add(machine);
            }
            final StringBuilder matched = new StringBuilder();
            for (final JsonNode event : question.get("events")) {
                matched.append(match(whole, parts, event.asText()));
            }
            answer.put("matched", matched.toString());
        } catch (final Exception e) {
            answer.put("failed", e.toString());
        }
        return answer;
    }

    private static char match(final List<GenericMachine<String>> whole, final List<GenericMachine<String>> parts, final String event)
            throws Exception {
        final boolean first = matches(whole.get(0), event);
        boolean any = false;
        for (final GenericMachine<String> part : parts) {
            any = any || matches(part, event);
        }
        if (matches(whole.get(1), event) != first || any != first) {
            return '?';
        }
        return first ? '1' : '0';
    }

    private static boolean matches(final GenericMachine<String> machine, final String event) throws Exception {
        return !machine.rulesForJSONEvent(event).isEmpty();
    }

    private static List<GenericMachine<String>> parts(final String pattern) throws Exception {
        final List<GenericMachine<String>> machines = new ArrayList<>();
        for (final Map<String, List<Patterns>> branch : JsonRuleCompiler.compile(pattern)) {
            final long product = branch.values().stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
            if (machines.size() + product > MOST_PARTS) {
                throw new IllegalStateException("more than " + MOST_PARTS + " parts");
            }
            List<Map<String, List<Patterns>>> rules = List.of(Map.of());
            for (final Map.Entry<String, List<Patterns>> field : branch.entrySet()) {
                final List<Map<String, List<Patterns>>> longer = new ArrayList<>();
                for (final Map<String, List<Patterns>> rule : rules) {
                    for (final Patterns test : field.getValue()) {
                        final Map<String, List<Patterns>> copy = new HashMap<>(rule);
                        copy.put(field.getKey(), List.of(test));
                        longer.add(copy);
                    }
                }
                rules = longer;
            }
            for (final Map<String, List<Patterns>> rule : rules) {
                final GenericMachine<String> machine = machine(false);
                machine.addPatternRule("rule", rule);
                machines.add(machine);
            }
        }
        return machines;
    }

    private static GenericMachine<String> machine(final boolean structured) {
        return Machine.builder().withStructuredMatching(structured).build();
    }
}
