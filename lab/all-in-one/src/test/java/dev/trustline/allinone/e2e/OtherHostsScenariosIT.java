package dev.trustline.allinone.e2e;

import dev.trustline.allinone.e2e.OtherHostsScenario.Case;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.Udid;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ways in which trust begins, ends and comes back where the other host on the phone runs a tool that this project did not
 * write: what the tool said by its exit, what REST shows of ours, what our host said and in which order, how many alerts the
 * phone has shown, whom it trusts, and what lies on the disks of both.
 */
class OtherHostsScenariosIT extends EndToEnd {
    OtherHostsScenariosIT(RunningLab lab) {
        super(lab);
    }

    @BeforeAll
    static void bothOurHostsRun(RunningLab lab) throws StartFailure, InterruptedException {
        lab.startAsking();
    }

    static Stream<OtherHostsScenario> rows() {
        return Stream.of(OtherHostsPageScenarios.rows(), OtherHostsFurtherScenarios.rows(), OtherHostsRefusalScenarios.rows()).flatMap(List::stream);
    }

    static Stream<Case> cases() {
        return rows().flatMap(OtherHostsScenario::cases);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void row(Case one) throws Exception {
        one.tool().mustBeInstalled();
        Udid phone = phones.with(one.row().ours().traits());
        OtherHost theirs = new OtherHost(lab, one.tool(), phone);

        one.row().course().run(new Actor(lab, phone), theirs);

        for (Map.Entry<String, Scenario.End> end : one.ends().entrySet()) {
            mustEnd(phone, end.getKey(), end.getValue());
        }
        theirs.mustEnd(one.row().theirs());
    }
}
