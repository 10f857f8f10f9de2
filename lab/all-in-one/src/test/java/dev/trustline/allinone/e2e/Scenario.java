package dev.trustline.allinone.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the suite: what happens to a phone of its own, and what is to be seen of it afterwards. Immutable.
 *
 * @param number the statement of docs/TRUST.md that it shows, {@code S5b}, or {@code X…} for one that is not on Apple's page
 * @param title  what it shows, in a few words
 * @param traits the phone's personality, {@code standard} for none
 * @param course what happens
 * @param ends   by host, what is to be seen afterwards
 */
record Scenario(String number, String title, String traits, Course course, Map<String, End> ends) {
    /** What happens to the phone. */
    interface Course {
        void run(Actor phone) throws Exception;
    }

    /** What lies on a host's disk about one phone. */
    enum Disk {
        /** Nothing: no attempt ever began. */
        NOTHING,
        /** An entry in the vault; usbmuxd has no record. */
        VAULT,
        /** An entry in the vault, and in usbmuxd's folder the record that the registry names. */
        VAULT_AND_RECORD,
        /** An entry in the vault, and in usbmuxd's folder another record than the registry names. */
        VAULT_AND_ANOTHER_RECORD
    }

    /**
     * What is to be seen at one host.
     *
     * @param state  state and reason, by REST
     * @param says   the types of the results, oldest first, without their prefix {@code pairing.}; one that ends with {@code ?}
     *               is heard or not, as the moments fall
     * @param disk   what lies on its disk
     * @param alerts how many alerts the phone has shown on the cables of all hosts
     */
    record End(String state, List<String> says, Disk disk, int alerts) {
        /** The shortest and the longest story that it allows. */
        List<List<String>> stories() {
            return List.of(says.stream().filter(t -> !t.endsWith("?")).toList(), says.stream().map(t -> t.replace("?", "")).toList());
        }
    }

    static Scenario row(String number, String title) {
        return new Scenario(number, title, Phones.STANDARD, phone -> { }, Map.of());
    }

    /** The same with a phone of that personality. */
    Scenario with(String personality) {
        return new Scenario(number, title, personality, course, ends);
    }

    /** The same with this course. */
    Scenario plays(Course what) {
        return new Scenario(number, title, traits, what, ends);
    }

    /** The same, to be seen so at the lab's own host. */
    Scenario ends(String state, int alerts, Disk disk, String... says) {
        return endsAt(RunningLab.HOST, state, alerts, disk, says);
    }

    /** The same, to be seen so at that host. */
    Scenario endsAt(String host, String state, int alerts, Disk disk, String... says) {
        Map<String, End> all = new LinkedHashMap<>(ends);
        all.put(host, new End(state, List.of(says), disk, alerts));
        return new Scenario(number, title, traits, course, all);
    }

    @Override
    public String toString() {
        return number + " " + title;
    }
}
