package dev.trustline.pairing.prompt;

import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;

/** Port to what a phone tells a host that it trusts, inside a session. Thread-safe. */
public interface PromptSource {
    /**
     * Opens a session with this record and listens in it. Takes several requests, each with its own deadline.
     *
     * @param ear hears from now on, one thing at a time
     */
    Answer<Hearing> listen(Attachment attachment, PairRecord record, Ear ear);

    /** It listens until this is closed or the phone hangs up. */
    interface Hearing extends AutoCloseable {
        @Override
        void close();
    }

    /** Who listens. Called by one thread at a time, also before {@link #listen} has returned. */
    interface Ear {
        /** The phone said this. */
        void heard(Notice notice);

        /** The phone hung up; nothing more is heard. */
        void ended();
    }

    /** What a phone says. */
    enum Notice {
        /** A sheet for passcode or face is up, whatever for. */
        PRESENTED,
        /** That sheet is gone, whatever was answered. */
        DISMISSED,
        /** A program begins to synchronise, or to make a backup. */
        SYNC_BEGINS,
        /** It has finished. */
        SYNC_ENDS
    }
}
