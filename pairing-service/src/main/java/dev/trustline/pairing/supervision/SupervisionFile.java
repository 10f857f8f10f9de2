package dev.trustline.pairing.supervision;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.pairing.handshake.Supervision;
import dev.trustline.pairing.health.ProblemSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The supervision identity in its file (PKCS#12) with the file of its password. One that cannot be used refuses the start; one
 * that cannot be used any more after a change is a problem of the host, and the last good one stays in force. An expired
 * certificate is a problem too and is offered all the same: whether a device minds is the device's business. Neither key nor
 * password is in any message. Thread-safe; only {@link #look} touches the disk.
 */
public final class SupervisionFile implements Supervision, ProblemSource {
    private static final Logger LOG = Logger.getLogger(SupervisionFile.class);

    private final Path file;
    private final Optional<Path> passwordFile;
    private final NotSupervised notSupervised;
    private final Clock clock;
    private byte[] seen;
    private volatile SupervisionIdentity inForce;
    private volatile String trouble = "";

    /**
     * The identity in this file, as of now.
     *
     * @param file         PKCS#12 with one private key, RSA or EC, and its certificate
     * @param passwordFile holds its password; none: the password is empty
     * @param clock        this host's, for the end of the certificate
     * @throws Unusable with what to do
     */
    public SupervisionFile(Path file, Optional<Path> passwordFile, NotSupervised notSupervised, Clock clock) throws Unusable {
        this.file = file;
        this.passwordFile = passwordFile;
        this.notSupervised = notSupervised;
        this.clock = clock;
        read(IdentityBytes.of(file, passwordFile));
    }

    private void read(IdentityBytes bytes) throws Unusable {
        try {
            inForce = bytes.identity();
            seen = bytes.digest();
            trouble = "";
            LOG.infof("the supervision identity is read file=%s expires=%s", file, inForce.expiresAt());
        } finally {
            bytes.clear();
        }
    }

    /** Reads the files if they have changed. */
    public synchronized void look() {
        try {
            IdentityBytes bytes = IdentityBytes.of(file, passwordFile);
            if (trouble.isEmpty() && Arrays.equals(bytes.digest(), seen)) {
                bytes.clear();
            } else {
                read(bytes);
            }
        } catch (Unusable e) {
            if (!e.getMessage().equals(trouble)) {
                LOG.errorf("the supervision identity cannot be used any more; the last good one stays in force error=%s", e.getMessage());
            }
            trouble = e.getMessage();
        }
    }

    @Override
    public Optional<SupervisionIdentity> identity() {
        return Optional.of(inForce);
    }

    @Override
    public NotSupervised notSupervised() {
        return notSupervised;
    }

    @Override
    public List<HostProblem> problems() {
        String why = trouble;
        if (!why.isEmpty()) {
            return List.of(HostProblem.of(ProblemCode.SUPERVISION_IDENTITY_UNUSABLE, "The supervision identity cannot be used any more: " + why
                    + ". Until it is mended the last good one is in force, but not after a restart."));
        }
        if (inForce.expiresAt().isBefore(clock.instant())) {
            return List.of(HostProblem.of(ProblemCode.SUPERVISION_IDENTITY_UNUSABLE, "The certificate of the supervision identity " + file
                    + " ended at " + inForce.expiresAt() + ": devices may refuse it. It is offered all the same; give a newer one with the same key."));
        }
        return List.of();
    }

    /** The files cannot be used; the message says why and what to do, never what they hold. */
    public static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }
}
