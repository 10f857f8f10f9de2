package dev.trustline.allinone.database;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.process.ChildLog;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The embedded PostgreSQL server of a data folder. Its data stays there; after a crash it recovers by itself. Not
 * thread-safe.
 */
public final class PostgresServer {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USER = "postgres";
    private static final String FOLDER = "postgres";
    private static final String PID_FILE = "postmaster.pid";

    private final DataFolder data;
    private final Path folder;
    private final ChildLog log;
    private final int port;
    private EmbeddedPostgres server;
    private ProcessHandle postmaster;

    private PostgresServer(DataFolder data, int port) {
        this.data = data;
        this.folder = data.root().resolve(FOLDER);
        this.log = ChildLog.in(data.logs(), "postgres");
        this.port = port;
    }

    /**
     * Starts the server, creating its data if there is none.
     *
     * @throws StartFailure if the data is half-made or of another version, or the server does not come up
     */
    public static PostgresServer start(DataFolder data, LabMemory memory) throws StartFailure {
        endLeftover(data.root().resolve(FOLDER));
        PostgresServer server = new PostgresServer(data, memory.port("postgres"));
        server.startAgain();
        return server;
    }

    /** How to reach it. */
    public DatabaseAddress address() {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, "postgres");
    }

    /** The server as something that should run. */
    public Watched watched() {
        return new Watched("PostgreSQL server", this::runs, () -> "ended", log, this::startAgain);
    }

    private boolean runs() {
        return postmaster != null && isPostgres(postmaster);
    }

    /** Starts it on the same data and port, after {@link #stop()} or a crash. */
    public void startAgain() throws StartFailure {
        letGo();
        mustNotBeHalfMade();
        try {
            data.folder("logs");
            ProcessBuilder.Redirect output = ProcessBuilder.Redirect.appendTo(log.file().toFile());
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setErrorRedirector(output)
                    .setOutputRedirector(output)
                    .start();
            postmaster = postmaster(folder).orElseThrow(() -> new IOException("its process ended at once"));
        } catch (IOException | RuntimeException e) {
            throw notStarted(e);
        }
    }

    /** Stops it (fast: open transactions are rolled back); its data stays. */
    public void stop() throws IOException {
        server.close();
    }

    /** A server that crashed is let go of, or its lock on the folder would keep the next one out. */
    private void letGo() throws StartFailure {
        if (server != null && !runs()) {
            try {
                server.close();
            } catch (IOException e) {
                throw notStarted(e);
            }
        }
    }

    private StartFailure notStarted(Exception e) {
        String why = Optional.ofNullable(e.getMessage()).orElse(e.toString()).lines().findFirst().orElse("");
        List<String> lines = log.lastLines(15);
        return lines.isEmpty()
                ? new StartFailure("PostgreSQL does not start: " + why + ".", e)
                : new StartFailure("PostgreSQL does not start (" + why + "); its log is " + log.file() + ".", lines);
    }

    private void mustNotBeHalfMade() throws StartFailure {
        Path version = folder.resolve("PG_VERSION");
        try {
            boolean holdsFiles = Files.isDirectory(folder) && Files.list(folder).findAny().isPresent();
            if (holdsFiles && (!Files.exists(version) || !Files.exists(folder.resolve("global/pg_control")))) {
                throw new StartFailure("The database's part of the data folder is broken, it was never made to the end: remove " + folder
                        + " (the registry reads its state again from Kafka), or choose another folder with --data.");
            }
        } catch (IOException e) {
            throw new StartFailure("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The server's own process, which notes itself in its folder: the one that the library started has long ended. */
    private static Optional<ProcessHandle> postmaster(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(PID_FILE)).stream().findFirst()
                .filter(pid -> pid.matches("\\d+")).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(PostgresServer::isPostgres);
    }

    /** One that has ended but that nobody collected is alive by its number and has no command any more. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive() && process.info().command().orElse("").contains("postgres");
    }

    /** A server that a killed launcher left behind still holds the data: it is ended before ours starts. */
    private static void endLeftover(Path folder) throws StartFailure {
        Path pidFile = folder.resolve(PID_FILE);
        try {
            if (Files.exists(pidFile)) {
                Optional<ProcessHandle> leftover = postmaster(folder);
                if (leftover.isPresent()) {
                    new ProcessBuilder("kill", "-INT", Long.toString(leftover.get().pid())).start().waitFor();
                    awaitEnd(leftover.get(), folder);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw stillUses(folder, e);
        }
    }

    private static void awaitEnd(ProcessHandle server, Path folder) throws StartFailure, InterruptedException {
        try {
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (isPostgres(server)) {
                throw stillUses(folder, e);
            }
        }
    }

    private static StartFailure stillUses(Path folder, Exception cause) {
        return new StartFailure("A PostgreSQL server of an earlier run still uses " + folder + " and does not end: stop it.", cause);
    }
}
