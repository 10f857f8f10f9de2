package dev.trustline.lockdown.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.wire.ByteWire;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SupervisedPairingTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final PairRecord RECORD = FakeLockdownd.record();
    private static final byte[] CHALLENGE = "\r\nchallenge of thirty-two bytes!".getBytes();
    private static Organisation organisation;
    private static SupervisionIdentity identity;

    private final FakeLockdownd phone = new FakeLockdownd(RECORD);
    private FakePeer peer;

    @BeforeAll
    static void organise() throws Exception {
        organisation = Organisation.of("P-256");
        identity = SupervisionIdentity.read(organisation.pkcs12(), Organisation.PASSWORD);
    }

    @BeforeEach
    void plugIn() throws Exception {
        peer = FakePeer.tcp(phone);
    }

    @AfterEach
    void unplug() throws Exception {
        peer.close();
    }

    private PairAnswer pair() throws Exception {
        try (LockdownClient client = new LockdownClient(ByteWire.open(peer.address(), LONG), "trustline-test", LONG)) {
            return client.pairSupervised(RECORD, identity, "lab-host-7");
        }
    }

    private static PlistDict challenge(Object challenge) {
        return PlistDict.of("Error", "MCChallengeRequired", "ExtendedResponse", PlistDict.of("PairingChallenge", challenge));
    }

    /** Asks for a signature, then gives this answer to it. */
    private void challengeThen(PlistDict answer) {
        phone.answers.put("Pair", request -> request.dict("PairingOptions").orElseThrow().has("ChallengeResponse")
                ? answer : challenge(CHALLENGE));
    }

    private List<PlistDict> options() {
        return phone.requests.stream().map(request -> request.dict("PairingOptions").orElseThrow()).toList();
    }

    @Test
    void theChallengeIsSignedOnTheSameConnectionAndNoTapIsNeeded() throws Exception {
        byte[] bag = new byte[32];
        challengeThen(PlistDict.of("EscrowBag", bag));

        assertThat(pair()).isEqualTo(new PairAnswer.Paired(RECORD.withEscrowBag(bag), true));

        assertThat(options().get(0)).isEqualTo(PlistDict.of(
                "ExtendedPairingErrors", true, "SupervisorCertificate", organisation.certificate.getEncoded()));
        assertThat(options().get(1).keys()).containsExactlyInAnyOrder("ExtendedPairingErrors", "ChallengeResponse");
        byte[] answer = options().get(1).data("ChallengeResponse").orElseThrow();
        assertThat(new CMSSignedData(answer).getSignedContent().getContent()).isEqualTo(CHALLENGE);
        assertThat(phone.requests).allSatisfy(request -> {
            assertThat(request.dict("PairRecord")).hasValue(RECORD.pairRequestPart());
            assertThat(request.string("HostName")).hasValue("lab-host-7");
        });
    }

    @Test
    void aLockedPhoneAcceptsWithoutAnEscrowBag() throws Exception {
        challengeThen(PlistDict.empty());
        assertThat(pair()).isEqualTo(new PairAnswer.Paired(RECORD, true));
    }

    @Test
    void aPhoneThatTrustsThisHostAlreadyDoesNotAskForASignature() throws Exception {
        phone.answers.put("Pair", request -> PlistDict.of("EscrowBag", new byte[32]));
        assertThat(pair()).isInstanceOfSatisfying(PairAnswer.Paired.class, paired -> assertThat(paired.challenged()).isFalse());
    }

    @Test
    void aPhoneThatIsNotSupervisedRaisesTheAlert() throws Exception {
        phone.answers.put("Pair", request -> PlistDict.of("Error", "PairingDialogResponsePending"));
        refused(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING, false);
        assertThat(phone.requests).hasSize(1);
    }

    @Test
    void aRefusalTellsWhetherASignatureWasGiven() throws Exception {
        challengeThen(PlistDict.of("Error", "MCProtected"));
        refused(DeviceErrorKind.MC_PROTECTED, true);
        challengeThen(challenge(CHALLENGE));
        refused(DeviceErrorKind.MC_CHALLENGE_REQUIRED, true);
    }

    private void refused(DeviceErrorKind kind, boolean challenged) throws Exception {
        assertThat(pair()).isInstanceOfSatisfying(PairAnswer.Refused.class, refused -> {
            assertThat(refused.error().kind()).isEqualTo(kind);
            assertThat(refused.challenged()).isEqualTo(challenged);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4097, 700_000})
    void aChallengeOfNoUsualSizeIsNotSigned(int size) {
        phone.answers.put("Pair", request -> challenge(new byte[size]));
        assertThatThrownBy(this::pair).isInstanceOf(UnexpectedReply.class).hasMessageContaining(size + " bytes");
        assertThat(phone.requests).hasSize(1);
    }

    @Test
    void aChallengeThatIsMissingOrNoDataIsATypedFailure() {
        phone.answers.put("Pair", request -> PlistDict.of("Error", "MCChallengeRequired"));
        assertThatThrownBy(this::pair).isInstanceOf(UnexpectedReply.class);
        phone.answers.put("Pair", request -> challenge("text"));
        assertThatThrownBy(this::pair).isInstanceOf(UnexpectedReply.class);
    }
}
