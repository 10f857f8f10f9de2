package dev.trustline.allinone.cli;

import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.follow.PhoneFollower;
import dev.trustline.allinone.follow.PhoneStory;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.lab.Keeper;
import dev.trustline.allinone.lab.Lab;
import dev.trustline.allinone.lab.LabOptions;
import dev.trustline.allinone.process.StartFailure;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One run of {@code trustline up}: start, show, wait, stop. A signal at any moment stops everything in order; a part that
 * falls while the lab runs is started again, three times at most.
 */
final class LabSession {
    private final LabOptions options;
    private final Installation installation;
    private final Terminal terminal;
    private final CountDownLatch startEnded = new CountDownLatch(1);
    private final CountDownLatch signalled = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int exitCode;
    private volatile Lab lab;
    private volatile PhoneFollower follower;

    LabSession(LabOptions options, Installation installation, Terminal terminal) {
        this.options = options;
        this.installation = installation;
        this.terminal = terminal;
    }

    int run() throws StartFailure, InterruptedException {
        Thread starter = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(starter), "stop"));
        try {
            start();
            startEnded.countDown();
            return watch();
        } catch (InterruptedException | InterruptException e) {
            startEnded.countDown();
            stopped.await();
            return 0;
        } catch (StartFailure | RuntimeException e) {
            exitCode = 2;
            stopAll();
            startEnded.countDown();
            throw e;
        }
    }

    private void start() throws StartFailure, InterruptedException {
        long begin = System.nanoTime();
        lab = Lab.open(options, installation, line -> terminal.say("  " + line));
        lab.startBackbone();
        String page = options.usbmuxd().isPresent() ? null : "http://127.0.0.1:" + options.labHttpPort() + "/";
        PhoneStory story = new PhoneStory(Optional.ofNullable(page), options.autoTrust(), Clock.systemUTC());
        follower = PhoneFollower.open(lab.backbone().kafka(), event -> story.line(event).ifPresent(terminal::say));
        lab.startServices();
        terminal.say("");
        terminal.say(AddressTable.lines(lab));
        terminal.say("");
        terminal.say("The lab is up after " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) + " s. Ctrl-C stops it; its state stays in "
                + lab.surroundings().data().root() + ".");
        terminal.say(NextSteps.lines(options, options.passwordFile().isPresent() ? "" : Secrets.read(lab.passwordFile())));
        terminal.say("");
    }

    /** Until a signal comes; 1 if a part falls too often. */
    private int watch() throws InterruptedException {
        Keeper keeper = new Keeper(terminal::say, () -> signalled.await(300, TimeUnit.MILLISECONDS));
        while (!signalled.await(1, TimeUnit.SECONDS)) {
            if (!keeper.keep(lab.watched())) {
                exitCode = 1;
                stopAll();
                return 1;
            }
        }
        stopped.await();
        return 0;
    }

    private void onSignal(Thread starter) {
        signalled.countDown();
        if (startEnded.getCount() > 0) {
            starter.interrupt();
        }
        try {
            startEnded.await(90, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopAll();
        // To be stopped is what a person asked for, so it is no failure: without this the JVM would end with 128 + signal.
        Runtime.getRuntime().halt(exitCode);
    }

    private synchronized void stopAll() {
        if (stopped.getCount() == 0) {
            return;
        }
        if (lab != null) {
            terminal.say("");
            terminal.say("Stopping …");
            if (follower != null) {
                follower.close();
            }
            lab.stop();
            terminal.say(NextSteps.stopped(options, lab.surroundings().data().root()));
        }
        stopped.countDown();
    }
}
