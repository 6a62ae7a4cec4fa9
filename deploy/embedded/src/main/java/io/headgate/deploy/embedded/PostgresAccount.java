package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Under whose name Postgres runs, which refuses to be root. */
enum PostgresAccount {
    /** As whoever runs this JVM. */
    SAME,

    /** As root, who in a user namespace without any mapping is nobody there and root still to the files. */
    NAMESPACE("unshare", "-U"),

    /** As nobody, where containers forbid namespaces; the data belongs to nobody then. */
    NOBODY("setpriv", "--reuid=" + Constants.NOBODY_ID, "--regid=" + Constants.NOBODY_ID, "--clear-groups");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type cannot say so.
    private final List<String> prefix;

    PostgresAccount(String... prefix) {
        this.prefix = List.of(prefix);
    }

    /**
     * The first of the three that works here.
     *
     * @throws ServerException as root where neither way is allowed
     */
    static PostgresAccount choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return SAME;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(PostgresAccount::works)
                .findFirst()
                .orElseThrow(() -> new ServerException("Postgres does not run as root, and neither 'unshare -U' nor"
                        + " 'setpriv' works here; start this as another user"));
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Makes a directory, and all in it, one this account can own as Postgres wants it to be. */
    void own(Path directory) throws IOException {
        if (this == SAME) {
            return;
        }
        int owner = this == NOBODY ? Constants.NOBODY_ID : 0;
        if (!Files.getAttribute(directory, "unix:uid").equals(owner)) {
            List<Path> tree;
            try (Stream<Path> entries = Files.walk(directory)) {
                tree = entries.toList();
            }
            for (Path entry : tree) {
                Files.setAttribute(entry, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(entry, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
        if (this == NOBODY) {
            letThrough(directory);
            letThrough(directory.resolve("..").toRealPath());
        }
    }

    /** A temporary directory is root's alone; nobody has to pass through it. */
    private static void letThrough(Path parent) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(parent);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(parent, permissions);
        }
    }

    boolean works() {
        try {
            Process process = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while looking for an account for Postgres", e);
        }
    }

    private static final class Constants {
        static final int NOBODY_ID = 65_534;
    }
}
