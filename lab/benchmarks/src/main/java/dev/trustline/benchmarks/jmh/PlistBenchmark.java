package dev.trustline.benchmarks.jmh;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Property lists of the sizes that a pairing has: a small request, and a whole pair record with its five PEM texts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlistBenchmark {
    /** Which document. */
    @Param({"request", "record"})
    public String document;

    private PlistDict dict;
    private byte[] xml;
    private byte[] binary;

    /** Makes the document in both forms. */
    @Setup
    public void make() {
        dict = document.equals("request")
                ? PlistDict.of("Label", "pairing-service", "Request", "GetValue", "Key", "ProductVersion", "ProtocolVersion", "2")
                : record().toPlist();
        xml = PlistWriter.xml(dict);
        binary = PlistWriter.binary(dict);
    }

    private static PairRecord record() {
        return PairingCertificates.issue(HostIdentity.generate(), RsaKeys.info(RsaKeys.generate().getPublic()),
                "30142955-444094379208051516", Instant.now()).withEscrowBag(new byte[32]);
    }

    /** Reads XML. */
    @Benchmark
    public PlistDict readXml() throws LockdownException {
        return PlistReader.read(xml);
    }

    /** Reads binary. */
    @Benchmark
    public PlistDict readBinary() throws LockdownException {
        return PlistReader.read(binary);
    }

    /** Writes XML. */
    @Benchmark
    public byte[] writeXml() {
        return PlistWriter.xml(dict);
    }

    /** Writes binary. */
    @Benchmark
    public byte[] writeBinary() {
        return PlistWriter.binary(dict);
    }
}
