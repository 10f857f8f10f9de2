package dev.trustline.virtualdevice.phone;

/**
 * How often a phone was asked to {@code Pair} since the lab started, whatever it answered.
 *
 * @param overCable on connections through a cable
 * @param overNetwork on connections through the network
 * @param inSession since the last plug
 */
public record PairCounts(int overCable, int overNetwork, int inSession) {
    /** Never. */
    static final PairCounts NONE = new PairCounts(0, 0, 0);

    PairCounts oneMore(boolean network) {
        return new PairCounts(overCable + (network ? 0 : 1), overNetwork + (network ? 1 : 0), inSession + 1);
    }

    PairCounts plugged() {
        return new PairCounts(overCable, overNetwork, 0);
    }
}
