package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.TlsFailed;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** The streams below and above Bouncy Castle's protocol, and how failures pass through it. */
final class TlsStreams {
    private TlsStreams() { }

    /** What went wrong below TLS comes out as it went in; anything else is a failure of TLS. */
    static LockdownException typed(IOException e, String during) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof LockdownException typed) {
                return typed;
            }
        }
        return new TlsFailed(during, e);
    }

    /**
     * Below: Bouncy Castle keeps a session alive through an {@link InterruptedIOException} and through nothing else, so a
     * passed deadline has to look like one.
     */
    static final class Resumable extends FilterInputStream {
        Resumable(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (DeadlineExceeded e) {
                InterruptedIOException resumable = new InterruptedIOException(e.getMessage());
                resumable.initCause(e);
                throw resumable;
            }
        }

        @Override
        public void close() {
            // the wire stays open
        }
    }

    /** Above: typed failures only. */
    static final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw typed(e, "reading");
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return length == 0 ? 0 : super.read(bytes, offset, length);
            } catch (IOException e) {
                throw typed(e, "reading");
            }
        }
    }

    /** Above: typed failures only. */
    static final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw typed(e, "writing");
            }
        }
    }
}
