package dev.trustline.pairing;

import org.jboss.logging.Logger;

/**
 * A task that comes again: a scheduler would drop it for good after one exception. What goes wrong is logged, and the next
 * turn comes.
 *
 * @param name  for the log
 * @param task  what is done
 * @param turns is told of each turn, whether it went well or not
 */
record GuardedTask(String name, Runnable task, Turns turns) implements Runnable {
    private static final Logger LOG = Logger.getLogger(GuardedTask.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "a task failed; it is done again at its next turn task=%s error=%s", name, e.getMessage());
        } finally {
            turns.turn();
        }
    }
}
