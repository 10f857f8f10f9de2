package dev.trustline.allinone.e2e;

import dev.trustline.allinone.e2e.Scenario.Disk;
import dev.trustline.allinone.e2e.Scenario.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the suite of two hosts: what happens to a phone of its own on our cables and on those of a host with another
 * tool, and what is to be seen of it afterwards at both. Immutable.
 *
 * @param ours   number, title, personality of the phone, and what is to be seen of it at our hosts
 * @param course what happens
 * @param tools  the tools with which it happens, each on a phone of its own
 * @param asking those of them that raise one more alert
 * @param theirs what is to be seen of the phone and at the other host
 */
record OtherHostsScenario(Scenario ours, Course course, Set<Tool> tools, Set<Tool> asking, Theirs theirs) {
    /** What happens to the phone. */
    interface Course {
        void run(Actor ours, OtherHost theirs) throws Exception;
    }

    /**
     * What is to be seen besides.
     *
     * @param record       whether the record that its tool made last lies at the other host's usbmuxd; else none lies there
     * @param trustedHosts how many records the phone keeps
     */
    record Theirs(boolean record, int trustedHosts) {
    }

    /** A row with one of its tools. */
    record Case(OtherHostsScenario row, Tool tool) {
        /** What is to be seen at each of our hosts. */
        Map<String, End> ends() {
            int more = row.asking.contains(tool) ? 1 : 0;
            Map<String, End> all = new LinkedHashMap<>();
            row.ours.ends().forEach((host, end) -> all.put(host, new End(end.state(), end.says(), end.disk(), end.alerts() + more)));
            return all;
        }

        @Override
        public String toString() {
            return row + ", " + tool.title();
        }
    }

    /** A row that happens with every tool. */
    static OtherHostsScenario row(String number, String title) {
        return new OtherHostsScenario(Scenario.row(number, title), (ours, theirs) -> { }, Set.of(Tool.values()), Set.of(), new Theirs(false, 0));
    }

    /** The same with a phone of that personality. */
    OtherHostsScenario with(String personality) {
        return new OtherHostsScenario(ours.with(personality), course, tools, asking, theirs);
    }

    /** The same with these tools alone. */
    OtherHostsScenario by(Tool... some) {
        return new OtherHostsScenario(ours, course, Set.of(some), asking, theirs);
    }

    /** The same, where this tool raises one alert more than is said of the row. */
    OtherHostsScenario asksOnceMore(Tool one) {
        return new OtherHostsScenario(ours, course, tools, Set.of(one), theirs);
    }

    /** The same with this course. */
    OtherHostsScenario plays(Course what) {
        return new OtherHostsScenario(ours, what, tools, asking, theirs);
    }

    /** The same, to be seen so at the lab's own host. */
    OtherHostsScenario ends(String state, int alerts, Disk disk, String... says) {
        return endsAt(RunningLab.HOST, state, alerts, disk, says);
    }

    /** The same, to be seen so at that host of ours. */
    OtherHostsScenario endsAt(String host, String state, int alerts, Disk disk, String... says) {
        return new OtherHostsScenario(ours.endsAt(host, state, alerts, disk, says), course, tools, asking, theirs);
    }

    /** The same, where the other host keeps the record that its tool made last, and the phone so many. */
    OtherHostsScenario theyKeepTheirs(int trustedHosts) {
        return new OtherHostsScenario(ours, course, tools, asking, new Theirs(true, trustedHosts));
    }

    /** The same, where no record lies at the other host, and the phone keeps so many. */
    OtherHostsScenario theyHaveNone(int trustedHosts) {
        return new OtherHostsScenario(ours, course, tools, asking, new Theirs(false, trustedHosts));
    }

    /** The row with each of its tools. */
    Stream<Case> cases() {
        return Stream.of(Tool.values()).filter(tools::contains).map(tool -> new Case(this, tool));
    }

    /** The personalities of the phones that these rows need besides the standard one. */
    static List<String> personalities(Stream<OtherHostsScenario> rows) {
        return rows.filter(r -> !r.ours.traits().equals(Phones.STANDARD)).flatMap(r -> r.cases().map(c -> r.ours.traits())).collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return ours.toString();
    }
}
