package io.headgate.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The files of the page that shows the document: two of our own, and those of Swagger UI's WebJar that they name. */
public final class SwaggerUi {
    private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String OURS = "/openapi/page/";

    /** A file and what it is. */
    public record Asset(String mediaType, byte[] content) {}

    private final Map<String, String> mediaTypes = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "favicon-32x32.png", "image/png");
    private final String webjar = WEBJAR + version() + "/";

    /** Empty for any name but those of the page's files: nothing is looked for in a place that a client names. */
    public Optional<Asset> file(String name) {
        return Optional.ofNullable(mediaTypes.get(name)).map(type -> new Asset(type, read(name)));
    }

    private byte[] read(String name) {
        try (InputStream ours = SwaggerUi.class.getResourceAsStream(OURS + name);
                InputStream theirs = SwaggerUi.class.getResourceAsStream(webjar + name)) {
            InputStream there = ours == null ? theirs : ours;
            if (there == null) {
                throw new IllegalStateException("missing from the jars: " + name);
            }
            return there.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** The WebJar's folder has its version for a name. */
    private static String version() {
        Properties pom = new Properties();
        try (InputStream in = SwaggerUi.class.getResourceAsStream(POM)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jars: " + POM);
            }
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + POM, e);
        }
        return pom.getProperty("version");
    }
}
