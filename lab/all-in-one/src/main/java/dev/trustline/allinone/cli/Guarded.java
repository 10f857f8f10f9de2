package dev.trustline.allinone.cli;

import dev.trustline.allinone.process.StartFailure;
import org.apache.kafka.common.KafkaException;

/** Turns what can go wrong in a small tool into one sentence and exit code 2. Stateless. */
final class Guarded {
    private Guarded() {
    }

    interface Work {
        int run() throws StartFailure, InterruptedException;
    }

    static int run(Work work) {
        try {
            return work.run();
        } catch (StartFailure e) {
            Terminal.complain(e);
        } catch (KafkaException e) {
            Terminal.complain(new StartFailure("The broker did not answer as expected: " + e.getMessage() + ".", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Terminal.complain(new StartFailure("Broken off."));
        }
        return 2;
    }
}
