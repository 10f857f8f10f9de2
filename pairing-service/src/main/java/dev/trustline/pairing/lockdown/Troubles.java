package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.DeviceNotAttached;
import dev.trustline.lockdown.error.FormatFailure;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.lockdown.error.UsbmuxUnavailable;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.io.IOException;
import org.jboss.logging.Logger;

/** The library's exceptions as answers. Stateless. */
final class Troubles {
    private static final Logger LOG = Logger.getLogger(Troubles.class);

    private Troubles() {
    }

    /** A call of the library. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** Its value, the device's refusal, or why there is neither. */
    static <T> Answer<T> answer(Call<T> call) {
        try {
            return new Answer.Given<>(call.run());
        } catch (DeviceError e) {
            return new Answer.Refused<>(e.kind(), textOf(e));
        } catch (IOException e) {
            LOG.debugf(e, "no answer from a device error=%s", e.getMessage());
            return new Answer.None<>(trouble(e));
        }
    }

    static String textOf(DeviceError error) {
        return error instanceof DeviceError.UnknownDeviceError unknown ? unknown.text() : error.kind().wireText();
    }

    private static Trouble trouble(IOException e) {
        if (e instanceof CallInterrupted) {
            return Trouble.STOPPED;
        }
        if (e instanceof DeviceNotAttached) {
            return Trouble.NOT_ATTACHED;
        }
        if (e instanceof UsbmuxUnavailable || e instanceof UnusableAddress) {
            return Trouble.USBMUXD_DOWN;
        }
        if (e instanceof TlsFailed) {
            return Trouble.SESSION_BROKEN;
        }
        if (e instanceof SessionNotProven) {
            return Trouble.SESSION_NOT_PROVEN;
        }
        if (e instanceof DeviceKeyMismatch) {
            return Trouble.KEY_CHANGED;
        }
        return e instanceof FormatFailure ? Trouble.UNINTELLIGIBLE : Trouble.UNREACHABLE;
    }
}
