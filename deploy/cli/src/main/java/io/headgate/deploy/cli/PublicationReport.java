package io.headgate.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.id.CatalogRevision;
import java.io.PrintWriter;

/** Says what became of a catalogue, and turns it into an exit code. */
final class PublicationReport {
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int SOMEBODY_WAS_FIRST = 3;

    private final PrintWriter out;
    private final boolean json;

    PublicationReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    int print(Publication publication) {
        if (json) {
            out.println(json(publication));
        } else {
            text(publication);
        }
        out.flush();
        return switch (publication) {
            case Publication.Published _, Publication.Unchanged _ -> DONE;
            case Publication.Refused _ -> REFUSED;
            case Publication.Conflict _ -> SOMEBODY_WAS_FIRST;
        };
    }

    private void text(Publication publication) {
        switch (publication) {
            case Publication.Published(CatalogRevision revision, var warnings) -> {
                warnings.forEach(warning -> out.println("warning: " + warning));
                out.println(
                        revision.equals(CatalogRevision.NONE)
                                ? "The catalogue is valid."
                                : "Catalogue revision " + revision + " is in force.");
            }
            case Publication.Unchanged(CatalogRevision revision) ->
                out.println("Nothing to do: revision " + revision + " says the same.");
            case Publication.Conflict(CatalogRevision seen) ->
                out.println("Not applied: revision " + seen
                        + " is in force, or somebody is applying now. Look at it, then apply again.");
            case Publication.Refused(var problems) -> {
                problems.forEach(out::println);
                out.println("Not applied: " + problems.size() + (problems.size() == 1 ? " problem." : " problems."));
            }
        }
    }

    private static String json(Publication publication) {
        ObjectNode node = new ObjectMapper().createObjectNode();
        switch (publication) {
            case Publication.Published(CatalogRevision revision, var warnings) -> {
                node.put("outcome", "published").put("revision", revision.number());
                ArrayNode list = node.putArray("warnings");
                warnings.forEach(warning -> list.addObject()
                        .put("path", warning.path())
                        .put("line", warning.line())
                        .put("message", warning.message()));
            }
            case Publication.Unchanged(CatalogRevision revision) ->
                node.put("outcome", "unchanged").put("revision", revision.number());
            case Publication.Conflict(CatalogRevision seen) ->
                node.put("outcome", "conflict").put("revision", seen.number());
            case Publication.Refused(var problems) -> {
                node.put("outcome", "refused");
                ArrayNode list = node.putArray("problems");
                problems.forEach(problem -> list.addObject()
                        .put("path", problem.path())
                        .put("line", problem.line())
                        .put("message", problem.message()));
            }
        }
        return node.toString();
    }
}
