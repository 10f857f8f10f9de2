package dev.trustline.trust.api;

import dev.trustline.trust.ladder.Fault;
import dev.trustline.trust.ladder.Help;
import dev.trustline.trust.ladder.Rung;
import dev.trustline.trust.ladder.Trouble;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is wrong with a relation and what to do next, as REST shows it. Without a fault only the relation is named.
 *
 * @param udid         the device
 * @param host         the host
 * @param fault        {@code answer-not-accepted}, {@code alert-absent}, {@code not-recognised} or {@code refused}; absent if nothing is
 *                     wrong, or an attempt is under way
 * @param what         the fault in one sentence
 * @param since        since when, by the broker's clock
 * @param first        what to try before any step, absent if there is nothing
 * @param next         the next step; absent where there is none
 * @param taken        the steps that were seen taken since, in their order
 * @param otherDevices how many other devices are on this host's cables
 * @param losesTrust   for a step that resets something: every host that would lose the device's trust
 */
@Schema(requiredProperties = {"udid", "host", "taken"})
public record HelpItem(String udid, String host, Fault fault, String what, Instant since, String first, NextRung next, List<TakenRung> taken,
        Integer otherDevices, List<String> losesTrust) {

    static HelpItem none(RelationKey key) {
        return new HelpItem(key.udid().value(), key.host(), null, null, null, null, null, List.of(), null, null);
    }

    static HelpItem of(RelationKey key, Help help) {
        Trouble trouble = help.trouble();
        return new HelpItem(key.udid().value(), key.host(), trouble.fault(), trouble.fault().sentence(), trouble.since(), help.first(),
                help.next() == null ? null : NextRung.of(help.next()), trouble.taken().stream().map(TakenRung::of).toList(),
                help.otherDevices(), help.next() != null && help.next().endsTrust() ? help.losesTrust() : null);
    }

    /**
     * A step of Apple's page.
     *
     * @param number  from 1 to 6
     * @param rung    its name
     * @param product what the product does itself
     * @param person  what a person is asked to do
     * @param sign    how the product knows that it was taken; a new attempt follows by itself
     */
    @Schema(requiredProperties = {"number", "rung", "product", "person", "sign"})
    public record NextRung(int number, String rung, String product, String person, String sign) {
        static NextRung of(Rung r) {
            return new NextRung(r.number(), r.wireText(), r.product(), r.person(), r.sign());
        }
    }

    /**
     * A step that was seen taken.
     *
     * @param number from 1 to 6
     * @param rung   its name
     * @param at     when it was seen, by the broker's clock
     */
    @Schema(requiredProperties = {"number", "rung", "at"})
    public record TakenRung(int number, String rung, Instant at) {
        static TakenRung of(Trouble.Taken t) {
            return new TakenRung(t.rung().number(), t.rung().wireText(), t.at());
        }
    }
}
