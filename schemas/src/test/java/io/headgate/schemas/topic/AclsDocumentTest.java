package io.headgate.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands of ACLS.md let each service do what the list of topics says that it does. */
class AclsDocumentTest {
    private static final Pattern SERVICE = Pattern.compile("(?m)^service (\\w+) '([^']*)'[\\s\\\\]+'([^']*)'");
    private static final Map<String, String> MODULES = Map.of(
            "router", "router-worker",
            "worker", "provider-workers",
            "metering", "metering-stream",
            "api", "broker-api");

    private record Allowed(Set<String> written, Set<String> read) {}

    @Test
    void eachServiceMayWriteAndReadItsTopics_andNoneThatIsNotThere() throws Exception {
        Matcher line = SERVICE.matcher(Files.readString(Path.of("ACLS.md")));
        Set<String> services = new HashSet<>();
        while (line.find()) {
            String service = line.group(1);
            services.add(service);
            Allowed allowed = new Allowed(words(line.group(2)), words(line.group(3)));
            String module = MODULES.getOrDefault(service, "");
            assertThat(allowed.written()).as("written by " + service).containsAll(topics(TopicSpec::writers, module));
            assertThat(allowed.read()).as("read by " + service).containsAll(topics(TopicSpec::readers, module));
            assertThat(names()).as("named for " + service).containsAll(allowed.written());
            assertThat(names()).as("named for " + service).containsAll(allowed.read());
        }
        assertThat(services).isEqualTo(MODULES.keySet());
    }

    /** Families have lines of their own there. */
    private static Set<String> topics(Function<TopicSpec, List<String>> who, String module) {
        return TopicCatalog.all().stream()
                .filter(spec -> !spec.family() && who.apply(spec).contains(module))
                .map(TopicSpec::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> names() {
        return TopicCatalog.all().stream().map(TopicSpec::name).collect(Collectors.toSet());
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
