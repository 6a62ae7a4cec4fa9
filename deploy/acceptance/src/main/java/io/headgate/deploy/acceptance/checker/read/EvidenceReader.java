package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Standing;
import io.headgate.deploy.acceptance.checker.evidence.Strays;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Reads all there is of an installation, once. Changes nothing. */
public final class EvidenceReader {
    private final Installation installation;
    private final Consumer<String> progress;
    private final Names names = new Names();

    /** @param progress is told what was read, a line at a time, from several threads */
    public EvidenceReader(Installation installation, Consumer<String> progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /**
     * Topics first, then what is made of them: so that what is compared with a topic is never the older of the two.
     *
     * @throws IllegalStateException when something that was named cannot be read
     */
    public Evidence read() throws InterruptedException {
        try (Admin admin = Admin.create(installation.clients())) {
            Draft draft = new Draft();
            Scan scan = new Scan(installation.canaries());
            Prompts prompts = new Prompts(!installation.logs().isEmpty());
            TopicPass.Shared shared = new TopicPass.Shared(
                    new Schemas(installation.registry()),
                    names,
                    new AttemptFacts(names),
                    draft,
                    scan,
                    prompts,
                    installation.topicPrefix() + "requests");
            long now = System.currentTimeMillis();
            new TopicsReader(installation, shared, progress).read(admin);
            Books books = books();
            List<UpstreamCall> calls = calls();
            LogFiles logs = new LogFiles(scan, prompts.needles());
            logs.read(installation.logs());
            Standing standing = new Cluster(installation, admin).standing(System.currentTimeMillis());
            return new Evidence(draft.log(now), books, calls, standing, strays(scan, logs));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read " + installation, e.getCause());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read the books at " + installation.books(), e);
        }
    }

    private @Nullable Books books() throws SQLException {
        Installation.Books where = installation.books();
        if (where == null) {
            return null;
        }
        Books books = new BooksReader(names).read(where);
        progress.accept("books: %,d rows of the ledger".formatted(books.ledger().size()));
        return books;
    }

    private @Nullable List<UpstreamCall> calls() throws InterruptedException {
        if (installation.simulator() == null) {
            return null;
        }
        List<UpstreamCall> calls = BillReader.read(installation.simulator(), installation.providers(), names);
        progress.accept("simulator: %,d calls".formatted(calls.size()));
        return calls;
    }

    private static Strays strays(Scan scan, LogFiles logs) {
        List<String> secrets = new ArrayList<>(scan.secrets());
        secrets.addAll(logs.offences());
        return new Strays(scan.records(), List.copyOf(scan.ofOthers()), secrets, scan.canaries(), logs.bytes());
    }
}
