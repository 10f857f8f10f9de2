package dev.trustline.pairing;

import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import org.jboss.logging.Logger;

/** One line for each result. Stateless. */
final class OutcomeLog {
    private static final Logger LOG = Logger.getLogger(OutcomeLog.class);

    private OutcomeLog() {
    }

    static void log(PairingResult result) {
        if (result instanceof RelationResult relation) {
            ResultFacts facts = relation.facts();
            if (facts.impossibleTap() != null) {
                LOG.warnf("a tap on Trust that cannot have been a person's udid=%s kind=%s", facts.udid(), facts.impossibleTap().wireText());
            }
            LOG.infof("%s udid=%s state=%s reason=%s attempt=%d", result.type().shortName(), facts.udid(), relation.status().wireText(), facts.reason().wireText(), facts.attempt());
        } else {
            LOG.infof("%s udid=%s", result.type().shortName(), result.subject());
        }
    }
}
