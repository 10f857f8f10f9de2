package dev.trustline.allinone.lab;

import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts again what falls while a lab runs, broker and database included, three times at most each, and says so. Not
 * thread-safe: one thread calls it.
 */
public final class Keeper {
    private static final int MOST_RESTARTS = 3;
    private static final int LINES = 5;

    private final Progress progress;
    private final Stopping stopping;
    private final Map<String, Integer> restarts = new HashMap<>();

    /**
     * A keeper.
     *
     * @param stopping asked when something ended: if the lab is being stopped, it was meant to
     */
    public Keeper(Progress progress, Stopping stopping) {
        this.progress = progress;
        this.stopping = stopping;
    }

    /** Whether the lab is being stopped. May wait a moment: Ctrl-C reaches the database and this process at the same time. */
    public interface Stopping {
        boolean isTrue() throws InterruptedException;
    }

    /** Looks at each of them in that order and starts it again if it fell; false if one falls too often or does not come back. */
    public boolean keep(List<Watched> all) throws InterruptedException {
        for (Watched one : all) {
            if (!one.runs().getAsBoolean() && !stopping.isTrue() && !startAgain(one)) {
                return stopping.isTrue();
            }
        }
        return true;
    }

    private boolean startAgain(Watched fallen) throws InterruptedException {
        boolean tooOften = restarts.merge(fallen.name(), 1, Integer::sum) > MOST_RESTARTS;
        progress.say("The " + fallen.name() + " " + fallen.ending().get()
                + (tooOften ? " for the " + (MOST_RESTARTS + 1) + "th time, so the lab stops" : " and is started again")
                + "; its log is " + fallen.log().file() + ":");
        fallen.log().lastTellingLines(LINES).forEach(line -> progress.say("    | " + line));
        if (tooOften) {
            return false;
        }
        try {
            fallen.start().run();
            progress.say("The " + fallen.name() + " is ready again.");
            return true;
        } catch (StartFailure e) {
            progress.say(e.getMessage() + " So the lab stops.");
            e.logLines().forEach(line -> progress.say("    | " + line));
            return false;
        }
    }
}
